package dev.understudy.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys are read off records, whoever compiled them.
 */
class KeySchemaTests {

	/** Compilers from JDK 21 on mark the parameters of a record's own constructor. */
	@ParameterizedTest
	@ValueSource(ints = { 0, Opcodes.ACC_MANDATED })
	void recordIsReadAlikeWhicheverCompilerMadeIt(int mark) throws IOException {
		KeySchema schema = KeySchema.of(marked(mark));
		assertThat(schema.keys()).containsOnlyKeys("on", "model-names", "things");
		assertThat(schema.follow("on")).map(KeySchema::shape).contains(KeySchema.Shape.VALUE);
		assertThat(schema.follow("modelNames")).map(KeySchema::shape).contains(KeySchema.Shape.MAP);
		assertThat(schema.follow("model-names").flatMap((names) -> names.follow("any"))).map(KeySchema::type)
			.hasValue(Integer.class);
		assertThat(schema.follow("things")).map(KeySchema::shape).contains(KeySchema.Shape.LIST);
	}

	private static Class<?> marked(int mark) throws IOException {
		ClassWriter writer = new ClassWriter(0);
		try (InputStream bytes = requireNonNull(
				KeySchemaTests.class.getResourceAsStream("KeySchemaTests$Settings.class"))) {
			new ClassReader(bytes).accept(new Marking(writer, mark), 0);
		}
		return new ClassLoader(KeySchemaTests.class.getClassLoader()) {

			Class<?> define(byte[] bytes) {
				return defineClass(Settings.class.getName(), bytes, 0, bytes.length);
			}

		}.define(writer.toByteArray());
	}

	record Settings(boolean on, Map<String, Integer> modelNames, List<String> things) {
	}

	/** Marks the parameters of constructors, and only so. */
	private static final class Marking extends ClassVisitor {

		private final int mark;

		Marking(ClassVisitor next, int mark) {
			super(Opcodes.ASM9, next);
			this.mark = mark;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
				String[] exceptions) {
			MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
			return !name.equals("<init>") ? method : new MethodVisitor(Opcodes.ASM9, method) {

				@Override
				public void visitParameter(String parameter, int flags) {
					super.visitParameter(parameter, Marking.this.mark);
				}

			};
		}

	}

}
