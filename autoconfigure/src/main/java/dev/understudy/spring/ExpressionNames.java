package dev.understudy.spring;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.expression.Expression;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;

/**
 * The names that an expression expects from outside.
 *
 * @param variables names behind {@code #}
 * @param properties names without it that are read from the root object
 */
record ExpressionNames(Set<String> variables, Set<String> properties) {

	private static final Set<String> BUILT_IN = Set.of("root", "this");

	static ExpressionNames of(Expression expression) {
		ExpressionNames names = new ExpressionNames(new LinkedHashSet<>(), new LinkedHashSet<>());
		names.read(expression);
		return names;
	}

	private void read(Expression expression) {
		if (expression instanceof CompositeStringExpression several) {
			for (Expression each : several.getExpressions()) {
				read(each);
			}
		}
		else if (expression instanceof SpelExpression spel) {
			read(spel.getAST(), true);
		}
	}

	/**
	 * Reads a part of an expression.
	 * @param ofRoot whether a bare name in this place is a property of the root object
	 */
	private void read(SpelNode node, boolean ofRoot) {
		if (node instanceof VariableReference || node instanceof FunctionReference) {
			variable(node.toStringAST());
		}
		else if (node instanceof PropertyOrFieldReference property && ofRoot) {
			this.properties.add(property.getName());
		}
		// Within these, a bare name is a key or a property of an element.
		boolean others = node instanceof Projection || node instanceof Selection || node instanceof Indexer
				|| node instanceof InlineMap;
		for (int i = 0; i < node.getChildCount(); i++) {
			boolean first = i == 0 || !(node instanceof CompoundExpression);
			read(node.getChild(i), ofRoot && first && !others);
		}
	}

	private void variable(String text) {
		int call = text.indexOf('(');
		String name = text.substring(1, (call < 0) ? text.length() : call);
		if (!BUILT_IN.contains(name)) {
			this.variables.add(name);
		}
	}

}
