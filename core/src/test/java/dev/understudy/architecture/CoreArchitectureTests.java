package dev.understudy.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CoreArchitectureTests {

	private static final JavaClasses CORE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("dev.understudy");

	private final HouseRules rules = new HouseRules("dev.understudy");

	@Test
	void packagesImportOnlyAlongTheArrows() {
		this.rules.packagesImportOnlyAlongTheArrows().check(CORE);
	}

	@Test
	void everyPackageIsOnTheMap() {
		this.rules.everyPackageIsOnTheMap().check(CORE);
	}

	@Test
	void nothingImportsSpring() {
		this.rules.nothingImports("org.springframework..").check(CORE);
	}

	@Test
	void packagesAreNamedForARole() {
		this.rules.packagesAreNamedForARole().check(CORE);
	}

	@Test
	void classesAreNamedForAJob() {
		this.rules.classesAreNamedForAJob().check(CORE);
	}

	@Test
	void timeComesFromOutside() {
		this.rules.timeComesFromOutside().check(CORE);
	}

	@Test
	void everyPackageIsNullMarked() {
		this.rules.everyPackageIsNullMarked().check(CORE);
	}

}
