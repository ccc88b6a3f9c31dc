package dev.understudy.routing;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.understudy.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Very many virtual threads that call at once, each with a timeout.
 */
class VirtualCallersTests {

	private static final int CALLERS = 10_000;

	private static final int FEW_THREADS = 40;

	private static final long FEW_BYTES_EACH = 20_000;

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
	void tenThousandVirtualCallersWaitAtOnceOnTheirOwnThreadsInBoundedMemory() throws Exception {
		Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
		CountDownLatch entered = new CountDownLatch(CALLERS);
		CountDownLatch released = new CountDownLatch(1);
		CountDownLatch left = new CountDownLatch(CALLERS);
		AtomicInteger hops = new AtomicInteger();
		AtomicInteger answers = new AtomicInteger();
		try (Understudy understudy = Understudy.builder()
			.models(Model.of("a", "provider", "name"))
			.chain(Timed.chain(Timed.NEVER, Timed.NONE, "a"))
			.build()) {
			int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
			long bytesBefore = usedBytes();
			for (int i = 0; i < CALLERS; i++) {
				start.invoke(null, (Runnable) () -> {
					Thread caller = Thread.currentThread();
					String answer = understudy.router().call("chain", (model) -> {
						hops.addAndGet((Thread.currentThread() != caller) ? 1 : 0);
						entered.countDown();
						released.await();
						return "yes";
					});
					answers.addAndGet(answer.equals("yes") ? 1 : 0);
					left.countDown();
				});
			}
			// Were a caller pinned to its carrier, not all of them could be inside at
			// once.
			assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
			assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore).isLessThan(FEW_THREADS);
			assertThat((usedBytes() - bytesBefore) / CALLERS).isLessThan(FEW_BYTES_EACH);
			released.countDown();
			assertThat(left.await(1, TimeUnit.MINUTES)).isTrue();
			assertThat(hops).hasValue(0);
			assertThat(answers).hasValue(CALLERS);
			assertThat(understudy.registry().status("a").callsInWindow()).isEqualTo(CALLERS);
		}
	}

	private static long usedBytes() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
