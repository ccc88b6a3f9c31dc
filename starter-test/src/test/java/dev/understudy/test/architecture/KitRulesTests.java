package dev.understudy.test.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The module keeps its rules, and a fixture breaks each of them.
 */
class KitRulesTests {

	private static final String CROSSED = "dev.understudy.test.architecture.fixture.crossed";

	private static final JavaClasses CODE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("dev.understudy.test");

	private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(CROSSED);

	private final KitRules rules = new KitRules("dev.understudy.test");

	private final KitRules fixtureRules = new KitRules(CROSSED);

	@Test
	void packagesImportOnlyAlongTheArrows() {
		this.rules.packagesImportOnlyAlongTheArrows().check(CODE);
	}

	@Test
	void everyPackageIsOnTheMap() {
		this.rules.everyPackageIsOnTheMap().check(CODE);
	}

	@Test
	void rootNeedsNoSpring() {
		this.rules.rootNeedsNoSpring().check(CODE);
	}

	@Test
	void fixtureBreaksEachRule() {
		assertThat(breaches(this.fixtureRules.packagesImportOnlyAlongTheArrows())).contains("crossed.Root",
				"crossed.springai.Chat");
		assertThat(breaches(this.fixtureRules.everyPackageIsOnTheMap())).contains("crossed.stray.Stray");
		assertThat(breaches(this.fixtureRules.rootNeedsNoSpring())).contains("crossed.Root");
	}

	private static String breaches(ArchRule rule) {
		return String.join("\n", rule.evaluate(FIXTURE).getFailureReport().getDetails());
	}

}
