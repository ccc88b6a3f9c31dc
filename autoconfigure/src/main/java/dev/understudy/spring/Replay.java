package dev.understudy.spring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.List;

import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.runtime.internal.AroundClosure;
import org.aspectj.runtime.reflect.Factory;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a join point, to be run any number of times, on any threads and at
 * once.
 * <p>
 * A join point is made for one proceeding at a time: {@code proceed(arguments)} writes
 * the arguments into the join point, where a late start of an earlier attempt would find
 * them, and with a second aspect before the same method it forgets on other threads how
 * far the call has come. So each run gets a copy of closure and join point.
 */
final class Replay {

	private static final @Nullable Insight INSIGHT = Insight.find();

	private static final ClassValue<MethodHandle> COPIES = new ClassValue<>() {

		@Override
		protected MethodHandle computeValue(Class<?> type) {
			try {
				MethodHandle constructor = MethodHandles.publicLookup()
					.findConstructor(type, MethodType.methodType(void.class, Object[].class));
				return constructor.asFixedArity().asType(MethodType.methodType(AroundClosure.class, Object[].class));
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException("Closure '" + type.getName() + "' cannot be copied", ex);
			}
		}

	};

	private final JoinPoint call;

	private final @Nullable Object[] state;

	private final MethodHandle copies;

	private Replay(JoinPoint call, @Nullable Object[] state, MethodHandle copies) {
		this.call = call;
		this.state = state;
		this.copies = copies;
	}

	/**
	 * What stands behind a join point; {@code null} when this AspectJ does not tell. To
	 * be asked on the thread on which the advice is called.
	 */
	static @Nullable Replay of(ProceedingJoinPoint call) {
		AroundClosure closure = (INSIGHT != null) ? INSIGHT.closure(call) : null;
		if (closure == null) {
			return null;
		}
		@Nullable Object[] state = closure.getState();
		return (state[state.length - 1] == call) ? new Replay(call, state.clone(), COPIES.get(closure.getClass()))
				: null;
	}

	@Nullable Object run(@Nullable Object[] arguments) throws Throwable {
		@Nullable Object[] own = this.state.clone();
		// The state is: receiver unless static, arguments, join point.
		int last = own.length - 1;
		System.arraycopy(arguments, 0, own, last - arguments.length, arguments.length);
		own[last] = Factory.makeJP(this.call.getStaticPart(), this.call.getThis(), this.call.getTarget(), arguments);
		AroundClosure closure = (AroundClosure) this.copies.invokeExact(own);
		return closure.run(own);
	}

	/**
	 * Access to what a join point does not show.
	 *
	 * @param single the closure of the only advice
	 * @param several the closures of several advices
	 * @param place which of them is next on this thread
	 */
	private record Insight(VarHandle single, VarHandle several, VarHandle place) {

		private static final String JOIN_POINT = "org.aspectj.runtime.reflect.JoinPointImpl";

		static @Nullable Insight find() {
			try {
				Class<?> type = Class.forName(JOIN_POINT, false, Factory.class.getClassLoader());
				MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
				return new Insight(lookup.findVarHandle(type, "arc", AroundClosure.class),
						lookup.findVarHandle(type, "arcs", List.class),
						lookup.findVarHandle(type, "arcIndex", ThreadLocal.class));
			}
			catch (ReflectiveOperationException ex) {
				return null;
			}
		}

		@Nullable AroundClosure closure(ProceedingJoinPoint call) {
			List<?> closures = (List<?>) this.several.get(call);
			if (closures == null) {
				return (AroundClosure) this.single.get(call);
			}
			ThreadLocal<?> next = (ThreadLocal<?>) this.place.get(call);
			return (next.get() instanceof Integer index) ? (AroundClosure) closures.get(index) : null;
		}

	}

}
