package dev.understudy.woven;

import java.io.FileNotFoundException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.understudy.CurrentModel;
import dev.understudy.Degradation;
import dev.understudy.DegradeTo;
import dev.understudy.Model;
import dev.understudy.ModelFallback;
import org.jspecify.annotations.Nullable;

/**
 * Annotated methods that proxies do not reach, and some that they do.
 */
class Assistant {

	@ModelFallback
	@DegradeTo("sorry")
	public String ask(String text) {
		return Troupe.answer(text);
	}

	public String askItself(String text) {
		return ask(text);
	}

	public String askInPrivate(String text) {
		return whisper(text);
	}

	static String askStatically(String text) {
		return mutter(text);
	}

	@ModelFallback
	public final String askFinally(String text) {
		return Troupe.answer(text);
	}

	@ModelFallback
	@Noted
	public String askWith(String text, @Nullable Model model) {
		Troupe.answer(text);
		return (model != null) ? model.id() : "?";
	}

	@ModelFallback("#{#text.length() > 3 ? 'long' : 'assistant'}")
	public int count(String text) {
		return Troupe.answer(text).length();
	}

	@ModelFallback
	public void tell(String text) throws FileNotFoundException {
		if (Troupe.answer(text).startsWith("gpt")) {
			throw new FileNotFoundException("gone");
		}
	}

	@ModelFallback
	@Noted
	public CompletionStage<String> later(String text, Executor executor) {
		String model = CurrentModel.require().id();
		return CompletableFuture.supplyAsync(() -> Troupe.answer(model, text), executor);
	}

	@Composed.Once
	public String composed(String text) {
		return Troupe.answer(text);
	}

	@Composed.Twice
	public String composedTwice(String text) {
		return Troupe.answer(text);
	}

	public String plain(String text) {
		return Troupe.answer(text);
	}

	@ModelFallback
	@DegradeTo("sorry")
	private String whisper(String text) {
		return Troupe.answer(text);
	}

	@ModelFallback
	@DegradeTo("staticSorry")
	private static String mutter(String text) {
		return Troupe.answer(text);
	}

	private String sorry(String text, Degradation degradation) {
		return "sorry " + text + ": " + degradation.attempts().size();
	}

	private static String staticSorry(String text) {
		return "static sorry " + text;
	}

}
