package dev.understudy.architecture;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * What holds between the packages below a root. The root is a parameter, so that the
 * rules that guard the engine are the very ones that are shown to fail on a fixture.
 */
record HouseRules(String root) {

	/** Open to every package: the JDK, null annotations, logging. */
	private static final List<String> GROUND = List.of("java..", "javax..", "org.jspecify..", "org.slf4j..");

	private static final List<String> NO_NAMES_FOR_PACKAGES = List.of("util", "common", "impl", "internal");

	private static final String NO_NAME_FOR_A_CLASS = "(Abstract|Base)[A-Z0-9].*|.*(Manager|Helper|Utils?|Impl)";

	/** Package to the packages that it may import; the empty name is the root itself. */
	static Map<String, List<String>> arrows() {
		Map<String, List<String>> arrows = new LinkedHashMap<>();
		arrows.put("", List.of("failure"));
		arrows.put("failure", List.of());
		arrows.put("health", List.of("", "failure"));
		arrows.put("limit", List.of("", "health"));
		arrows.put("selection", List.of("", "health"));
		arrows.put("routing", List.of("", "failure", "health", "limit", "selection"));
		return arrows;
	}

	/** Rules are told apart by the package they guard; together they are the map. */
	ArchRule packagesImportOnlyAlongTheArrows() {
		return CompositeArchRule
			.of(arrows().entrySet().stream().map((arrow) -> importsOnly(arrow.getKey(), arrow.getValue())).toList());
	}

	ArchRule everyPackageIsOnTheMap() {
		String[] known = arrows().keySet().stream().map(this::qualified).toArray(String[]::new);
		return classes().that()
			.resideInAPackage(this.root + "..")
			.should()
			.resideInAnyPackage(known)
			.because("a package without arrows is bound by none")
			.allowEmptyShould(true);
	}

	ArchRule nothingImports(String framework) {
		return noClasses().that()
			.resideInAPackage(this.root + "..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(framework)
			.because("the engine is plain Java, built and tested in seconds without a framework")
			.allowEmptyShould(true);
	}

	ArchRule packagesAreNamedForARole() {
		String[] forbidden = NO_NAMES_FOR_PACKAGES.stream()
			.map((name) -> this.root + ".." + name + "..")
			.toArray(String[]::new);
		return noClasses().should()
			.resideInAnyPackage(forbidden)
			.because("such a package says where code was put, not what it is for, and gathers what belongs elsewhere")
			.allowEmptyShould(true);
	}

	ArchRule classesAreNamedForAJob() {
		return classes().that()
			.resideInAPackage(this.root + "..")
			.should(new ArchCondition<>("have a name that says the job") {
				@Override
				public void check(JavaClass type, ConditionEvents events) {
					boolean good = !type.getSimpleName().matches(NO_NAME_FOR_A_CLASS);
					events.add(new SimpleConditionEvent(type, good, type.getName() + " is named for no job"));
				}
			})
			.because("a manager, helper or base of something could be anything")
			.allowEmptyShould(true);
	}

	ArchRule timeComesFromOutside() {
		return classes().that()
			.resideInAPackage(this.root + "..")
			.and()
			.doNotHaveFullyQualifiedName(qualified("health") + ".SystemTicker")
			.and()
			.doNotHaveFullyQualifiedName(qualified("routing") + ".SystemTimer")
			.should(new ArchCondition<>("ask no clock but the one that they were given") {
				@Override
				public void check(JavaClass type, ConditionEvents events) {
					type.getCodeUnitAccessesFromSelf()
						.forEach((access) -> events.add(new SimpleConditionEvent(type, !asksTheMachine(access),
								access.getDescription() + " asks the machine for the time")));
				}
			})
			.because("time that nobody can set cannot be tested, and two clocks disagree")
			.allowEmptyShould(true);
	}

	ArchRule everyPackageIsNullMarked() {
		return all(packages()).should(new ArchCondition<>("be marked with @NullMarked") {
			@Override
			public void check(JavaPackage found, ConditionEvents events) {
				boolean good = found.tryGetPackageInfo()
					.map((info) -> info.isAnnotatedWith(NullMarked.class))
					.orElse(false);
				events.add(new SimpleConditionEvent(found, good, found.getName() + " is not @NullMarked"));
			}
		}).because("the null checks of the build look only at marked packages").allowEmptyShould(true);
	}

	private static boolean asksTheMachine(JavaCodeUnitAccess<?> access) {
		String owner = access.getTargetOwner().getName();
		String name = access.getTarget().getName();
		boolean told = access.getTarget()
			.getRawParameterTypes()
			.stream()
			.anyMatch((type) -> type.isEquivalentTo(Clock.class));
		return switch (name) {
			case "nanoTime", "currentTimeMillis" -> owner.equals("java.lang.System");
			case "now" -> owner.startsWith("java.time.") && !told;
			case "sleep" -> owner.startsWith("java.");
			default -> owner.startsWith("java.time.") && name.startsWith("system");
		};
	}

	private ArchRule importsOnly(String from, List<String> targets) {
		String[] allowed = Stream
			.concat(GROUND.stream(), Stream.concat(Stream.of(from), targets.stream()).map(this::qualified))
			.toArray(String[]::new);
		return classes().that()
			.resideInAPackage(qualified(from))
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(allowed)
			.because("arrows that run one way let each part be read, tested and changed alone")
			.allowEmptyShould(true);
	}

	private ClassesTransformer<JavaPackage> packages() {
		return new AbstractClassesTransformer<>("packages") {
			@Override
			public Iterable<JavaPackage> doTransform(JavaClasses types) {
				return types.stream()
					.map(JavaClass::getPackage)
					.filter((found) -> (found.getName() + ".").startsWith(HouseRules.this.root + "."))
					.distinct()
					.toList();
			}
		};
	}

	private String qualified(String name) {
		return name.isEmpty() ? this.root : this.root + "." + name;
	}

}
