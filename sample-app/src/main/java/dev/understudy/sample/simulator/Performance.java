package dev.understudy.sample.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.understudy.sample.simulator.SimulatorSettings.Pace;
import dev.understudy.sample.simulator.dialect.Answer;
import dev.understudy.sample.simulator.dialect.Asked;
import dev.understudy.sample.simulator.dialect.Dialect;
import dev.understudy.sample.simulator.dialect.Events;
import dev.understudy.sample.simulator.http.Cue;
import dev.understudy.sample.simulator.http.Response;
import dev.understudy.sample.simulator.http.Script;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An answer on its way: as a stream or as a whole, at a pace, unharmed or not.
 *
 * @param dialect how it is written
 * @param asked what was asked
 * @param answer the answer
 * @param pace how fast it comes
 */
record Performance(Dialect dialect, Asked asked, Answer answer, Pace pace) {

	/** The share by which a word may come early or late. */
	private static final double JITTER = 0.4;

	Script whole() {
		return this.asked.streaming() ? stream() : plain(body());
	}

	/** The connection ends in the middle. */
	Script cut() {
		if (this.asked.streaming()) {
			return Script.of(firstHalf().toArray(Cue[]::new));
		}
		byte[] response = Response.whole(200, Map.of(), body()).getBytes(UTF_8);
		byte[] half = Arrays.copyOf(response, response.length - body().getBytes(UTF_8).length / 2);
		return Script.of(new Cue(length(), half));
	}

	/** What should be JSON is none. */
	Script garbled() {
		if (!this.asked.streaming()) {
			return plain(body().substring(0, body().length() / 2));
		}
		String broken = this.dialect.event("{\"id\": \"broken");
		return Script.of(begin(), Cue.of(Duration.ZERO, Response.chunk(broken) + Response.end()));
	}

	private Script plain(String body) {
		return Script.of(Cue.of(length(), Response.whole(200, Map.of(), body)));
	}

	private Script stream() {
		Events events = events();
		List<Cue> cues = new ArrayList<>();
		cues.add(begin());
		for (int i = 0; i < events.words().size(); i++) {
			cues.add(word(events, i));
		}
		cues.add(Cue.of(Duration.ZERO, Response.chunk(events.finishing()) + Response.end()));
		return new Script(cues, Duration.ZERO);
	}

	private List<Cue> firstHalf() {
		List<Cue> cues = stream().cues();
		return cues.subList(0, 1 + (cues.size() - 1) / 2);
	}

	/** The first word comes after the time that the model thinks. */
	private Cue begin() {
		String opening = events().opening();
		return Cue.of(this.pace.firstToken(),
				Response.begin(this.dialect.streamType()) + (opening.isEmpty() ? "" : Response.chunk(opening)));
	}

	private Cue word(Events events, int index) {
		double wave = 1 + JITTER * Math.sin(2.4 * index + this.answer.inputTokens());
		Duration after = (index == 0) ? Duration.ZERO : Duration.ofNanos((long) (wave * this.pace.between().toNanos()));
		return Cue.of(after, Response.chunk(events.words().get(index)));
	}

	private Duration length() {
		return this.pace.firstToken().plus(this.pace.between().multipliedBy(this.answer.outputTokens()));
	}

	private Events events() {
		return this.dialect.stream(this.answer, this.asked);
	}

	private String body() {
		return this.dialect.whole(this.answer, this.asked);
	}

}
