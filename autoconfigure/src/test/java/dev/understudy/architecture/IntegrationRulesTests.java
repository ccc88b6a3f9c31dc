package dev.understudy.architecture;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Spring part keeps the rules, and a fixture whose packages import one another at
 * random breaks each of them.
 */
class IntegrationRulesTests {

	private static final String CROSSED = "dev.understudy.architecture.fixture.crossed";

	private static final JavaClasses CODE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("dev.understudy");

	private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(CROSSED);

	private final IntegrationRules rules = new IntegrationRules("dev.understudy");

	private final IntegrationRules fixtureRules = new IntegrationRules(CROSSED);

	@Test
	void packagesImportOnlyAlongTheArrows() {
		this.rules.packagesImportOnlyAlongTheArrows().check(CODE);
	}

	@Test
	void everyPackageIsOnTheMap() {
		this.rules.everyPackageIsOnTheMap().check(CODE);
	}

	@Test
	void reportsExactlyTheImportsThatNoArrowAllows() {
		assertThat(imports(this.fixtureRules.packagesImportOnlyAlongTheArrows()))
			.containsExactlyInAnyOrder("reactive->spring", "spring->boot", "redis->micrometer", "micrometer->reactive");
	}

	@Test
	void reportsAPackageThatIsNotOnTheMap() {
		assertThat(this.fixtureRules.everyPackageIsOnTheMap().evaluate(FIXTURE).getFailureReport().getDetails())
			.singleElement()
			.asString()
			.contains("crossed.stray.Stray");
	}

	private static Set<String> imports(ArchRule rule) {
		Set<String> imports = new TreeSet<>();
		rule.evaluate(FIXTURE)
			.handleViolations((Collection<Dependency> breaches, String message) -> breaches
				.forEach((breach) -> imports.add(part(breach.getOriginClass().getPackageName()) + "->"
						+ part(breach.getTargetClass().getPackageName()))));
		return imports;
	}

	private static String part(String name) {
		return name.substring(CROSSED.length() + 1);
	}

}
