package dev.understudy.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.understudy.actuate.ConfigurationInForce;
import dev.understudy.failure.FailureKind;
import dev.understudy.health.Ticker;
import dev.understudy.spring.DefaultChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConfigurationVersionsTests {

	private static final String STAGE = """
			understudy:
			  default-chain: assistant
			  models:
			    gpt: {provider: openai, capabilities: [tools, vision, json]}
			    claude: {provider: anthropic}
			  chains:
			    assistant:
			      models: [gpt, {model: claude, weight: 2}]
			      timeout: 20s
			      fallback-on: [timeout, rate-limit]
			      degrade: [{text: "a secret text"}]
			    other: {models: [claude]}
			""";

	private static final Map<Class<?>, List<String>> SAMPLES = Map.of(boolean.class, List.of("true", "false"),
			Boolean.class, List.of("true", "false"), String.class, List.of("one", "two"), int.class, List.of("7", "8"),
			Integer.class, List.of("7", "8"), double.class, List.of("0.125", "0.25"), Double.class,
			List.of("0.125", "0.25"), Duration.class, List.of("70s", "80s"));

	@Test
	void equalConfigurationsHaveEqualVersions() {
		assertThat(versions(STAGE)).isEqualTo(versions(STAGE));
		assertThat(versions(STAGE.replace("20s", "PT20S")
			.replace("[tools, vision, json]", "[json, tools, vision]")
			.replace("[timeout, rate-limit]", "[RATE_LIMIT, timeout]"))).isEqualTo(versions(STAGE));
		assertThat(versions(STAGE.replace("provider: anthropic", "provider: anthropic, name: claude, enabled: true")
			.replace("{models: [claude]}", "{models: [claude], timeout: 30s, strategy: priority}")))
			.isEqualTo(versions(STAGE));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			health: {probe: {enabled: false, interval: 60s, timeout: 10s, prompt: Say OK, only: standby}} | ''
			health: {probe: {timeout: 10s}}                | health: {probe: {only: STANDBY}}
			health: {provider-wide: true}                  | ''
			health: {provider-wide: true}                  | health: {window: 10m}
			limits: {requests: {max: 9, per: 1d}}          | limits: {requests: {max: 9.0, per: 24h}}
			limits: {tokens: {max: 9, per: 1d}}            | limits: {tokens: {max: 9, per: P1D}}
			limits: {budget: {max: 0.5, per: PT1H}}        | limits: {budget: {max: 0.50, per: 60m}}
			price: {input: 0, output: 0}                   | ''
			price: {input: 2}                              | price: {input: 2.0, output: 0}
			""")
	void equalModelsHaveEqualVersionsHoweverTheyAreSpelt(String one, String other) {
		assertThat(versions(withModel(one))).isEqualTo(versions(withModel(other)));
	}

	@Test
	void aRungWhoseKindsAreTheUsualOnesCountsLikeOneWithoutKinds() {
		String usual = Arrays.stream(FailureKind.values())
			.filter((kind) -> kind != FailureKind.BAD_REQUEST && kind != FailureKind.CANCELLED)
			.map(FailureKind::tag)
			.collect(Collectors.joining(", "));
		assertThat(versions(STAGE.replace("secret text\"", "secret text\", when: [" + usual + "]")))
			.isEqualTo(versions(STAGE));
		assertThat(versions(STAGE.replace("secret text\"", "secret text\", when: [timeout]")))
			.isNotEqualTo(versions(STAGE));
	}

	@Test
	void probesOfAllModelsReachThoseThatSayNothing() {
		assertThat(versions(STAGE + "  health: {probe: {interval: 60s}, provider-wide: true}\n"))
			.isEqualTo(versions(STAGE));
		assertThat(versions(STAGE + "  health: {probe: {interval: 61s}}\n")).isNotEqualTo(versions(STAGE));
	}

	@Test
	void tellsTheRestWhenNothingCanBeCounted() {
		UnderstudyProperties properties = Settings.of(STAGE).properties();
		ConfigurationInForce told = new ConfigurationVersions(new PropertiesInForce(properties, Ticker.system()),
				new DefaultChain("assistant", List.of("assistant", "other")), (value) -> {
					throw new UnsupportedOperationException("no reflection here");
				})
			.get();
		assertThat(told.version()).isNull();
		assertThat(told.defaultChain()).isEqualTo("assistant");
		assertThat(told.chains()).containsEntry("assistant",
				new ConfigurationInForce.OfChain(null, List.of("gpt", "claude")));
	}

	@Test
	void whatEveryLayerOverridesCountsForNothing() {
		ConfigurationInForce before = tell(STAGE);
		ConfigurationInForce after = tell(STAGE + "  defaults: {timeout: 11s}\n");
		assertThat(after.chains().get("assistant")).isEqualTo(before.chains().get("assistant"));
		assertThat(after.chains().get("other").version()).isNotEqualTo(before.chains().get("other").version());
		assertThat(after.version()).isNotEqualTo(before.version());
	}

	@Test
	void aChangeConcernsTheChainsThatItReaches() {
		ConfigurationInForce before = tell(STAGE);
		ConfigurationInForce after = tell(STAGE.replace("provider: openai", "provider: azure"));
		assertThat(after.chains().get("other")).isEqualTo(before.chains().get("other"));
		assertThat(after.chains().get("assistant").version()).isNotEqualTo(before.chains().get("assistant").version());
	}

	@Test
	void theOrderOfModelsAndTheTextsOfRungsCount() {
		assertThat(Set.of(versions(STAGE), versions(STAGE.replace("a secret text", "another text")),
				versions(STAGE.replace("[gpt, {model: claude, weight: 2}]", "[{model: claude, weight: 2}, gpt]")),
				versions(STAGE.replace("default-chain: assistant", "default-chain: other"))))
			.hasSize(4);
		assertThat(tell(STAGE).toString()).doesNotContain("secret");
	}

	/** Of every key there is, so that a new one cannot be forgotten. */
	@ParameterizedTest
	@MethodSource("keys")
	void everyKeyOfAModelAndAChainCounts(String key, List<String> samples) {
		assertThat(withKey(key, samples.get(0))).as(key).isNotEqualTo(withKey(key, samples.get(1)));
	}

	static Stream<Arguments> keys() {
		KeySchema root = KeySchema.of(UnderstudyProperties.class);
		Map<String, List<String>> keys = new LinkedHashMap<>();
		collect("understudy.models.gpt", root.follow("models").flatMap((all) -> all.follow("gpt")).orElseThrow(), keys);
		collect("understudy.chains.assistant",
				root.follow("chains").flatMap((all) -> all.follow("assistant")).orElseThrow(), keys);
		collect("understudy.defaults", root.follow("defaults").orElseThrow(), keys);
		collect("understudy.health", root.follow("health").orElseThrow(), keys);
		assertThat(keys).hasSizeGreaterThan(80);
		return keys.entrySet().stream().map((key) -> Arguments.of(key.getKey(), key.getValue()));
	}

	private static void collect(String at, KeySchema schema, Map<String, List<String>> keys) {
		switch (schema.shape()) {
			case KEYS -> schema.keys().forEach((key, next) -> collect(at + "." + key, next, keys));
			case LIST -> collect(at + "[0]", schema.keys().get(KeySchema.ANY), keys);
			case MAP -> keys.put(at + ".timeout", List.of("other", "third"));
			default -> keys.put(at, at.endsWith("multiplier") ? List.of("3", "4") : at.endsWith(".max")
					? List.of("5", "6") : at.endsWith(".per") ? List.of("1h", "2h") : samples(schema.type()));
		}
	}

	private static List<String> samples(Class<?> type) {
		return type.isEnum()
				? List.of(((Enum<?>) type.getEnumConstants()[0]).name(), ((Enum<?>) type.getEnumConstants()[1]).name())
				: SAMPLES.get(type);
	}

	private static String withKey(String key, String value) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("understudy.models.gpt.provider", "openai");
		properties.put("understudy.chains.assistant.models[0].model", "gpt");
		if (key.contains(".limits.")) {
			properties.put(key.replaceAll("(max|per)$", "max"), "7");
			properties.put(key.replaceAll("(max|per)$", "per"), "1d");
		}
		properties.put(key, value);
		if (key.endsWith("models[0].model")) {
			properties.put("understudy.models.one.provider", "openai");
		}
		return ConfigurationVersions.tell(Settings.of(properties).properties(), Instant.EPOCH, null).version();
	}

	@Test
	void aFingerprintIsTheSameInEveryJvm() {
		assertThat(Fingerprint.of(Map.of("b", List.of(2.0E-3, 7), "a", Set.of("y", "x")))).isEqualTo("580e302d6df6");
		assertThat(Fingerprint.of(List.of("ab", "c"))).isNotEqualTo(Fingerprint.of(List.of("a", "bc")));
		assertThat(Fingerprint.of(List.of())).isNotEqualTo(Fingerprint.of(null));
	}

	@Test
	void whatHasNoValueHasNoFingerprint() {
		assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.of(List.of(new Object())))
			.withMessageContaining("java.lang.Object");
	}

	private static String withModel(String more) {
		return STAGE.replace("{provider: anthropic}",
				more.isEmpty() ? "{provider: anthropic}" : "{provider: anthropic, " + more + "}");
	}

	private static String versions(String yaml) {
		return tell(yaml).toString();
	}

	private static ConfigurationInForce tell(String yaml) {
		UnderstudyProperties properties = Settings.of(yaml).properties();
		return ConfigurationVersions.tell(properties, Instant.EPOCH, properties.defaultChain());
	}

}
