package dev.understudy.architecture;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every rule passes a tidy house and fails an untidy one. In the tangled house each
 * package imports every other, so that what is reported must be exactly what no arrow
 * allows.
 */
class HouseRulesTests {

	private static final String FIXTURES = "dev.understudy.architecture.fixture.";

	private final House tidy = new House(FIXTURES + "tidy");

	private final House tangled = new House(FIXTURES + "tangled");

	private final House untidy = new House(FIXTURES + "untidy");

	@Test
	void tidyHouseBreaksNoRule() {
		HouseRules rules = this.tidy.rules();
		assertThat(this.tidy.classes()).isNotEmpty();
		List.of(rules.packagesImportOnlyAlongTheArrows(), rules.everyPackageIsOnTheMap(),
				rules.nothingImports("org.assertj.."), rules.packagesAreNamedForARole(), rules.classesAreNamedForAJob(),
				rules.timeComesFromOutside(), rules.everyPackageIsNullMarked())
			.forEach((rule) -> assertThat(this.tidy.breaches(rule)).isEmpty());
	}

	@Test
	void reportsExactlyTheImportsThatNoArrowAllows() {
		ArchRule arrows = this.tangled.rules().packagesImportOnlyAlongTheArrows();
		assertThat(this.tangled.importsReportedBy(arrows)).isEqualTo(importsOffTheMap());
	}

	@Test
	void reportsAnImportOfAThirdParty() {
		HouseRules rules = this.untidy.rules();
		assertThat(this.untidy.breaches(rules.packagesImportOnlyAlongTheArrows())).anyMatch(named("ChainManager"));
		assertThat(this.untidy.breaches(rules.nothingImports("org.assertj.."))).anyMatch(named("ChainManager"));
	}

	@Test
	void reportsAPackageThatIsNotOnTheMap() {
		assertThat(this.untidy.breaches(this.untidy.rules().everyPackageIsOnTheMap())).anyMatch(named("util.TextUtils"))
			.noneMatch(named("ChainManager"));
	}

	@Test
	void reportsAPackageThatIsNamedForNoRole() {
		assertThat(this.untidy.breaches(this.untidy.rules().packagesAreNamedForARole()))
			.anyMatch(named("util.TextUtils"))
			.noneMatch(named("ChainManager"));
	}

	@Test
	void reportsClassesThatAreNamedForNoJob() {
		assertThat(this.untidy.breaches(this.untidy.rules().classesAreNamedForAJob())).hasSize(3)
			.anyMatch(named("AbstractChain"))
			.anyMatch(named("ChainManager"))
			.anyMatch(named("TextUtils"));
	}

	@Test
	void reportsEveryLookAtTheMachinesClock() {
		List<String> breaches = this.untidy.breaches(this.untidy.rules().timeComesFromOutside());
		assertThat(breaches).hasSize(7).allMatch(named("Impatience"));
		List.of("Instant.now()", "Clock.systemUTC()", "Thread.sleep(long)", "TimeUnit.sleep(long)", "System.nanoTime()",
				"System.currentTimeMillis()", "LocalDate.now(java.time.ZoneId)")
			.forEach((look) -> assertThat(breaches).anyMatch(named(look)));
	}

	@Test
	void reportsPackagesThatAreNotNullMarked() {
		assertThat(this.untidy.breaches(this.untidy.rules().everyPackageIsNullMarked())).containsExactlyInAnyOrder(
				this.untidy.root() + " is not @NullMarked", this.untidy.root() + ".util is not @NullMarked");
	}

	private static Predicate<String> named(String part) {
		return (breach) -> breach.contains(part);
	}

	private static Set<String> importsOffTheMap() {
		Map<String, List<String>> arrows = HouseRules.arrows();
		Set<String> imports = new TreeSet<>();
		for (String from : arrows.keySet()) {
			for (String to : arrows.keySet()) {
				if (!from.equals(to) && !arrows.get(from).contains(to)) {
					imports.add(from + "->" + to);
				}
			}
		}
		return imports;
	}

	private record House(String root, JavaClasses classes) {

		House(String root) {
			this(root, new ClassFileImporter().importPackages(root));
		}

		HouseRules rules() {
			return new HouseRules(this.root);
		}

		List<String> breaches(ArchRule rule) {
			return rule.evaluate(this.classes).getFailureReport().getDetails();
		}

		Set<String> importsReportedBy(ArchRule rule) {
			Set<String> imports = new TreeSet<>();
			rule.evaluate(this.classes)
				.handleViolations((Collection<Dependency> breaches, String message) -> breaches.forEach(
						(breach) -> imports.add(part(breach.getOriginClass()) + "->" + part(breach.getTargetClass()))));
			return imports;
		}

		private String part(JavaClass type) {
			String name = type.getPackageName();
			return name.equals(this.root) ? "" : name.substring(this.root.length() + 1);
		}

	}

}
