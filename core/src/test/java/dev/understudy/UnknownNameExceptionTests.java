package dev.understudy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownNameExceptionTests {

	@ParameterizedTest
	@CsvSource({ "clade, claude", "CLAUDE, claude", "claude, claude", "gtp, gpt", "gpt4, gpt", "assitant, assistant",
			"lokal, local", "x, ", "mistral, ", "'', " })
	void nearestNameIsTheOneThatWasProbablyMeant(String name, String near) {
		assertThat(NearestName.to(name, List.of("local", "gpt", "claude", "assistant")))
			.isEqualTo(Optional.ofNullable(near));
	}

	@Test
	void ofNamesEquallyNearTheFirstByAlphabetIsMeant() {
		assertThat(NearestName.to("fasd", List.of("fast", "fase"))).contains("fase");
		assertThat(NearestName.to("gpt", List.of("gp", "gpt"))).contains("gpt");
	}

	@Test
	void noNameIsNearWhenNoneIsKnown() {
		assertThat(NearestName.to("gpt", List.of())).isEmpty();
	}

	@Test
	void messageListsTheKnownNamesWithTheLikeliestFirst() {
		UnknownNameException thrown = new UnknownNameException("model", "clade", List.of("gpt", "claude"));
		assertThat(thrown).hasMessage("Unknown model 'clade', did you mean 'claude'? (known: 'claude', 'gpt')");
		assertThat(thrown.name()).isEqualTo("clade");
		assertThat(thrown.known()).containsExactly("claude", "gpt");
	}

	@Test
	void messageSuggestsNothingFarAway() {
		assertThat(new UnknownNameException("chain", "night", List.of("fast")))
			.hasMessage("Unknown chain 'night' (known: 'fast')");
	}

	@Test
	void messageSaysWhenNothingIsKnown() {
		assertThat(new UnknownNameException("chain", "fast", List.of()))
			.hasMessage("Unknown chain 'fast' (none is configured)");
	}

}
