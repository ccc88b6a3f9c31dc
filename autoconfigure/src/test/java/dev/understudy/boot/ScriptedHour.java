package dev.understudy.boot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.understudy.CurrentModel;
import dev.understudy.Model;
import dev.understudy.ModelRegistry;
import dev.understudy.ModelRouter;
import dev.understudy.failure.Failure;
import dev.understudy.failure.FailureClassifier;
import dev.understudy.failure.FailureKind;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plays what a table says, line by line, and holds each call to what the table says of
 * it: which models are tried, and how it ends.
 */
final class ScriptedHour {

	static final Duration ANSWER = Duration.ofMillis(200);

	static final Duration FAILURE = Duration.ofMillis(100);

	static final FailureClassifier CLASSIFIER = (thrown) -> (thrown instanceof Trouble trouble)
			? Optional.of(new Failure(trouble.kind, null, 0, trouble)) : Optional.empty();

	private final VirtualClock clock;

	private final ModelRouter router;

	private final ModelRegistry registry;

	private final Gauges gauges;

	private final Ledger ledger;

	ScriptedHour(ApplicationContext context, Gauges gauges, Ledger ledger) {
		this.clock = context.getBean(VirtualClock.class);
		this.router = context.getBean(ModelRouter.class);
		this.registry = context.getBean(ModelRegistry.class);
		this.gauges = gauges;
		this.ledger = ledger;
	}

	void play(String table) {
		table.lines().map(String::strip).filter((line) -> !line.isEmpty() && !line.startsWith("#")).forEach(this::line);
	}

	private void line(String line) {
		List<String> words = Arrays.asList(line.split("\\s+"));
		String[] time = words.get(0).split(":");
		this.clock.advanceTo(Duration.ofMinutes(Integer.parseInt(time[0])).plusSeconds(Integer.parseInt(time[1])));
		List<String> rest = words.subList(2, words.size());
		switch (words.get(1)) {
			case "disable" -> {
				Duration length = (rest.size() > 1) ? Duration.parse(rest.get(1)) : null;
				this.registry.disable(rest.get(0), length, "by hand");
				this.ledger.stoodDown(rest.get(0), "MANUAL");
			}
			case "enable" -> {
				this.registry.enable(rest.get(0));
				this.ledger.recovered(rest.get(0));
			}
			case "release" -> {
				this.registry.release(rest.get(0));
				this.ledger.recovered(rest.get(0));
			}
			case "shows" -> rest.forEach((reading) -> shows(line, reading.split("=")));
			default -> calls(line, words);
		}
	}

	private void shows(String line, String[] reading) {
		assertThat(this.gauges.state(reading[0])).as("%s in '%s'", reading[0], line)
			.isEqualTo(Double.parseDouble(reading[1]));
	}

	private void calls(String line, List<String> words) {
		List<Try> tries = words.subList(3, words.size() - 1)
			.stream()
			.filter((word) -> !word.equals("-"))
			.map(Try::of)
			.toList();
		End end = End.of(words.get(words.size() - 1));
		for (int i = 0; i < Integer.parseInt(words.get(1)); i++) {
			assertThat(call(words.get(2), new ArrayDeque<>(tries))).as(line).isEqualTo(!end.outcome.equals("failed"));
			this.ledger.called(words.get(2), tries, end);
		}
	}

	/** Answers whether the caller got an answer. */
	private boolean call(String chain, Deque<Try> tries) {
		ModelRouter.Request request = chain.startsWith("[")
				? this.router.models(chain.substring(1, chain.length() - 1).split(",")) : this.router.chain(chain);
		boolean answered = true;
		try {
			request.answers(String.class).<String>call((model) -> attempt(model, tries));
		}
		catch (RuntimeException ex) {
			answered = false;
		}
		assertThat(tries).as("what was not tried").isEmpty();
		return answered;
	}

	private String attempt(Model model, Deque<Try> tries) {
		Try next = tries.poll();
		assertThat(next).as("what is to be tried of '%s'", model.id()).isNotNull();
		assertThat(model.id()).isEqualTo(next.model());
		FailureKind kind = next.kind();
		if (kind != null) {
			this.clock.advance(FAILURE);
			throw new Trouble(kind);
		}
		this.clock.advance(ANSWER);
		CurrentModel.usage(10, 5);
		return "answer";
	}

	static FailureKind kind(String tag) {
		return FailureKind.valueOf(tag.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/**
	 * Reads gauges.
	 */
	interface Gauges {

		double state(String model);

	}

	/**
	 * One try as the table has it: {@code ~gpt@long:rate-limit!RATE_LIMITED}, where the
	 * first sign means that the model is noticed to have recovered, {@code long} is the
	 * chain that goes on, and what follows the exclamation mark is why the model stands
	 * down. A last {@code ~} means that it has recovered with that.
	 */
	record Try(boolean back, String model, @Nullable String chain, String result, List<String> reasons,
			boolean recovered) {

		static Try of(String word) {
			String[] parts = word.replace("~", "").split("!");
			String[] named = parts[0].split(":");
			String[] placed = named[0].split("@");
			return new Try(word.startsWith("~"), placed[0], (placed.length > 1) ? placed[1] : null, named[1],
					Arrays.asList(parts).subList(1, parts.length), word.endsWith("~"));
		}

		@Nullable FailureKind kind() {
			return this.result.equals("ok") ? null : ScriptedHour.kind(this.result);
		}

	}

	/**
	 * How a call ends: {@code failed:timeout} with nobody left, {@code failed} with the
	 * failure itself, {@code degraded:timeout} with the text of the chain.
	 */
	record End(String outcome, @Nullable String kind) {

		static End of(String word) {
			String[] parts = word.split(":");
			return new End(parts[0], (parts.length > 1) ? parts[1] : null);
		}

	}

	private static final class Trouble extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final FailureKind kind;

		Trouble(FailureKind kind) {
			super("trouble");
			this.kind = kind;
		}

	}

}
