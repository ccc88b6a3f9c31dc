package dev.understudy.test.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What holds between the packages of this module below a root. The root is a parameter,
 * so that the rules that guard the code are the very ones that are shown to fail on a
 * fixture.
 */
record KitRules(String root) {

	/** Package to the packages here that it may import; the empty name is the root. */
	static Map<String, List<String>> arrows() {
		Map<String, List<String>> arrows = new LinkedHashMap<>();
		arrows.put("", List.of());
		arrows.put("springai", List.of(""));
		arrows.put("langchain4j", List.of(""));
		arrows.put("boot", List.of("", "springai", "langchain4j"));
		return arrows;
	}

	ArchRule packagesImportOnlyAlongTheArrows() {
		return CompositeArchRule.of(arrows().keySet()
			.stream()
			.filter((from) -> !forbidden(from).isEmpty())
			.map(this::keepsToItsArrows)
			.toList());
	}

	ArchRule everyPackageIsOnTheMap() {
		return classes().that()
			.resideInAPackage(this.root + "..")
			.should()
			.resideInAnyPackage(arrows().keySet().stream().map(this::qualified).toArray(String[]::new))
			.because("a package without arrows is bound by none");
	}

	ArchRule rootNeedsNoSpring() {
		return noClasses().that()
			.resideInAPackage(this.root)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "dev.langchain4j..")
			.because("scripts, clock and assertions serve an engine without Spring too")
			.allowEmptyShould(true);
	}

	private ArchRule keepsToItsArrows(String from) {
		return noClasses().that()
			.resideInAPackage(qualified(from))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(forbidden(from).toArray(String[]::new))
			.because("what serves one library can be left out with it")
			.allowEmptyShould(true);
	}

	private List<String> forbidden(String from) {
		List<String> allowed = arrows().getOrDefault(from, List.of());
		return arrows().keySet()
			.stream()
			.filter((target) -> !target.equals(from) && !allowed.contains(target))
			.map(this::qualified)
			.toList();
	}

	private String qualified(String name) {
		return name.isEmpty() ? this.root : this.root + "." + name;
	}

}
