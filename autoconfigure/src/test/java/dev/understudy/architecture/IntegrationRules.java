package dev.understudy.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What holds between the packages of the Spring part below a root. The root is a
 * parameter, so that the rules that guard the code are the very ones that are shown to
 * fail on a fixture.
 */
record IntegrationRules(String root) {

	/** The engine, which guards itself and is open to every package here. */
	private static final List<String> CORE = List.of("", "failure", "health", "limit", "selection", "routing");

	/** Package to the packages of the Spring part that it may import. */
	static Map<String, List<String>> arrows() {
		Map<String, List<String>> arrows = new LinkedHashMap<>();
		arrows.put("reactive", List.of());
		arrows.put("spring", List.of("reactive"));
		arrows.put("springai", List.of("reactive"));
		arrows.put("langchain4j", List.of("reactive"));
		Stream.of("redis", "file", "micrometer", "actuate").forEach((name) -> arrows.put(name, List.of()));
		arrows.put("boot", List.copyOf(arrows.keySet()));
		return arrows;
	}

	ArchRule packagesImportOnlyAlongTheArrows() {
		return CompositeArchRule.of(arrows().keySet().stream().map(this::keepsToItsArrows).toList());
	}

	ArchRule everyPackageIsOnTheMap() {
		String[] known = Stream.concat(CORE.stream(), arrows().keySet().stream())
			.map(this::qualified)
			.toArray(String[]::new);
		return classes().that()
			.resideInAPackage(this.root + "..")
			.should()
			.resideInAnyPackage(known)
			.because("a package without arrows is bound by none")
			.allowEmptyShould(true);
	}

	private ArchRule keepsToItsArrows(String from) {
		List<String> allowed = arrows().getOrDefault(from, List.of());
		String[] forbidden = arrows().keySet()
			.stream()
			.filter((target) -> !target.equals(from) && !allowed.contains(target))
			.map(this::qualified)
			.toArray(String[]::new);
		return noClasses().that()
			.resideInAPackage(qualified(from))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(forbidden)
			.because("integrations that know nothing of one another can each be left out")
			.allowEmptyShould(true);
	}

	private String qualified(String name) {
		return name.isEmpty() ? this.root : this.root + "." + name;
	}

}
