package dev.understudy.spring;

import org.jspecify.annotations.Nullable;

/**
 * The chain of a method's calls: always the same, or what an expression makes of the
 * arguments.
 *
 * @param name the name, or the text of the expression
 * @param expression the expression, {@code null} for a name
 */
record ChainChoice(String name, @Nullable ArgumentExpression expression) {

	String of(MethodCall call) {
		return (this.expression != null) ? String.valueOf(this.expression.evaluate(call)) : this.name;
	}

}
