package io.leveret.dist;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules between modules, threads and names; what the compiler and Checkstyle cannot see. */
class ArchitectureTest {
    private static final List<String> BANNED_WORDS =
            List.of("Manager", "Service", "Util", "Helper", "Impl", "Abstract", "Base", "Info");
    private static final Pattern OWNER = Pattern.compile("Owner: (?:the )?(I/O loop|core|journal writer|journal syncer|"
            + "reader|evictor|pager|backup|auth worker|node|management|supervisor)");
    private static final String[] SHARING = {"java.util.concurrent.atomic..", "java.util.concurrent.locks.."};
    private static final JavaClasses LEVERET = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
            .importPackages("io.leveret");

    @Test
    void allModulesAreSeen() {
        for (String module : List.of("core", "store", "amqp", "management", "ctl", "dist")) {
            assertThat(LEVERET.containPackage("io.leveret." + module))
                    .as(module)
                    .isTrue();
        }
    }

    @Test
    void coreKnowsOnlyTheJdkSlf4jAndJspecify() {
        checkModule("core", "io.leveret.core..", "java..", "org.slf4j..", "org.jspecify..");
    }

    @Test
    void coreKnowsNoThreadsFilesOrSockets() {
        check(noClasses()
                .that()
                .resideInAPackage("io.leveret.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio.file..", "java.net.."));
    }

    @Test
    void coreIsGivenTimeAndRandomness() {
        check(noClasses()
                .that()
                .resideInAPackage("io.leveret.core..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class));
    }

    @Test
    void storeKnowsTheCoreAndNotAmqp() {
        checkModule(
                "store",
                "io.leveret.store..",
                "io.leveret.core..",
                "java..",
                "org.slf4j..",
                "org.jspecify..",
                "org.jctools..",
                "com.fasterxml.jackson..");
    }

    @Test
    void amqpKnowsTheCoreAndNotTheStore() {
        checkModule(
                "amqp",
                "io.leveret.amqp..",
                "io.leveret.core..",
                "java..",
                "javax..",
                "org.slf4j..",
                "org.jspecify..",
                "org.jctools..",
                "io.netty..");
    }

    @Test
    void managementKnowsTheCoreAlone() {
        checkModule(
                "management",
                "io.leveret.management..",
                "io.leveret.core..",
                "java..",
                "javax..",
                "org.slf4j..",
                "org.jspecify..",
                "com.fasterxml.jackson..",
                "io.vertx..",
                "io.netty..",
                "io.prometheus..");
    }

    @Test
    void ctlKnowsNoOtherModule() {
        checkModule(
                "ctl",
                "io.leveret.ctl..",
                "java..",
                "javax..",
                "org.jspecify..",
                "picocli..",
                "com.fasterxml.jackson..");
    }

    @Test
    void tokensAreReadInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.leveret.dist.oauth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds.."));
    }

    @Test
    void onlyLoginsByADirectoryAndTheirSettingsKnowLdap() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.leveret.dist.ldap..", "io.leveret.dist.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.unboundid.."));
    }

    @Test
    void nobodyKnowsTheDistribution() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.leveret.dist..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.leveret.dist.."));
    }

    /** Nobody inherits what the environment has: the socket of the supervisor, passwords. */
    @Test
    void theBrokerStartsNoOtherProcess() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(describe(
                        "starts a process",
                        call -> call.getName().equals("exec")
                                && call.getTargetOwner().isEquivalentTo(Runtime.class))));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.leveret.(**)").should().beFreeOfCycles());
    }

    @Test
    void threadsShareStateOnlyWhereListed() {
        check(fields().that()
                .areDeclaredInClassesThat(not(isListed()))
                .should()
                .notHaveModifier(JavaModifier.VOLATILE));
        check(noClasses()
                .that(not(isListed()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SHARING).or(equivalentTo(VarHandle.class))));
    }

    @Test
    void theListOfSharedStateHasNoLeftovers() {
        check(classes().that(isListed()).should(new ArchCondition<>("share state between threads") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean shares = type.getFields().stream()
                                .anyMatch(field -> field.getModifiers().contains(JavaModifier.VOLATILE))
                        || type.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getName())
                                .anyMatch(name -> name.startsWith("java.util.concurrent.")
                                        || name.equals("java.lang.invoke.VarHandle"));
                report(events, type, shares, "is listed and shares nothing; take it off the list");
            }
        }));
    }

    @Test
    void nothingIsSynchronizedAndNobodySleeps() {
        check(methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED));
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
        check(noClasses().should().callMethod(Object.class, "wait"));
        check(noClasses().should().callMethod(Object.class, "notifyAll"));
    }

    @Test
    void namesHaveNoBannedWords() {
        check(classes()
                .should(satisfy(
                        "have no banned word in their name",
                        type -> BANNED_WORDS.stream()
                                .filter(word -> type.getSimpleName().contains(word))
                                .findFirst()
                                .map(word -> "has the banned word '" + word + "' in its name"))));
    }

    @Test
    void accessorsHaveNoGet() {
        check(methods()
                .that()
                .haveNameMatching("get[A-Z].*")
                .and()
                .haveRawParameterTypes(new Class<?>[0])
                .should(new ArchCondition<>("be named without get, or override a method of a library") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean overrides = method.getOwner().getAllRawSuperclasses().stream()
                                        .anyMatch(parent -> parent.tryGetMethod(method.getName())
                                                .isPresent())
                                || method.getOwner().getAllRawInterfaces().stream()
                                        .anyMatch(parent -> parent.tryGetMethod(method.getName())
                                                .isPresent());
                        events.add(new SimpleConditionEvent(
                                method, overrides, method.getFullName() + " has a get too many"));
                    }
                }));
    }

    @Test
    void classesAreFinal() {
        check(classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should(satisfy(
                        "be final or abstract",
                        type -> type.getModifiers().contains(JavaModifier.FINAL)
                                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                                        || isEnumConstant(type)
                                ? Optional.empty()
                                : Optional.of("is neither final nor abstract"))));
    }

    @Test
    void mutableClassesNameTheirOwner() {
        check(classes()
                .should(satisfy(
                        "say in their Javadoc which thread owns them (Owner: ...)",
                        type -> isMutable(type) && !OWNER.matcher(source(type)).find()
                                ? Optional.of("has fields that change and no 'Owner: ...' in its source")
                                : Optional.empty())));
    }

    @Test
    void packagesAreNullMarked() {
        check(classes()
                .should(satisfy(
                        "be in a package with a package-info that is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class)
                                ? Optional.empty()
                                : Optional.of("is in a package without @NullMarked package-info"))));
    }

    private static void checkModule(String module, String... mayUse) {
        check(classes()
                .that()
                .resideInAPackage("io.leveret." + module + "..")
                .should(onlyDependOnClassesThat(resideInAnyPackage(mayUse)))
                .as("broker-" + module + " depends on nothing but " + String.join(", ", mayUse)));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(LEVERET);
    }

    private static ArchCondition<JavaClass> satisfy(String text, Function<JavaClass, Optional<String>> violation) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violation.apply(type).ifPresent(found -> report(events, type, false, found));
            }
        };
    }

    private static void report(ConditionEvents events, JavaClass type, boolean satisfied, String text) {
        events.add(new SimpleConditionEvent(type, satisfied, type.getName() + " " + text));
    }

    private static DescribedPredicate<JavaClass> isListed() {
        return describe(
                "listed as shared between threads", type -> SharedBetweenThreads.CLASSES.contains(topLevel(type)));
    }

    private static boolean isMutable(JavaClass type) {
        return !type.isEnum() && type.getFields().stream().anyMatch(ArchitectureTest::changes);
    }

    private static boolean changes(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.FINAL)
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isEnumConstant(JavaClass type) {
        return type.getRawSuperclass().map(JavaClass::isEnum).orElse(false);
    }

    private static String topLevel(JavaClass type) {
        int inner = type.getName().indexOf('$');
        return inner < 0 ? type.getName() : type.getName().substring(0, inner);
    }

    /** The tests run in broker-dist; the sources of a module stand beside it. */
    private static String source(JavaClass type) {
        String name = topLevel(type);
        String module = "broker-" + name.split("\\.", -1)[2];
        Path file = Path.of("..", module, "src", "main", "java", name.replace('.', '/') + ".java");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("no source of " + name + " at " + file, e);
        }
    }
}
