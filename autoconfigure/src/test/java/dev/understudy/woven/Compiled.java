package dev.understudy.woven;

import java.util.function.UnaryOperator;

import dev.understudy.CurrentModel;
import dev.understudy.DegradeTo;
import dev.understudy.ModelFallback;

/**
 * A class for the compiler of AspectJ.
 */
public class Compiled implements UnaryOperator<String> {

	@Override
	public String apply(String text) {
		return ask(text);
	}

	@ModelFallback
	@DegradeTo("sorry")
	private String ask(String text) {
		String model = CurrentModel.require().id();
		if (text.contains(model)) {
			throw new IllegalStateException("down");
		}
		return model;
	}

	private String sorry(String text) {
		return "sorry";
	}

}
