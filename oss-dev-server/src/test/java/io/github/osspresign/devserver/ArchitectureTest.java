package io.github.osspresign.devserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import org.junit.jupiter.api.Test;

/** The walls between the packages, and what is public for users. */
class ArchitectureTest {

    private static final String ROOT = OssDevServer.class.getPackageName();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesDependOnlyOnThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("server")
                .definedBy(ROOT)
                .layer("operation")
                .definedBy(ROOT + ".operation")
                .layer("auth")
                .definedBy(ROOT + ".auth")
                .layer("store")
                .definedBy(ROOT + ".store")
                .layer("call")
                .definedBy(ROOT + ".call")
                .layer("json")
                .definedBy(ROOT + ".json")
                .layer("form")
                .definedBy(ROOT + ".form")
                .layer("error")
                .definedBy(ROOT + ".error")
                .layer("tls")
                .definedBy(ROOT + ".tls")
                .layer("wire")
                .definedBy(ROOT + ".wire")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("operation")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("auth")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("tls")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("server", "operation")
                .whereLayer("call")
                .mayOnlyBeAccessedByLayers("server", "operation", "auth")
                .whereLayer("json")
                .mayOnlyBeAccessedByLayers("operation", "form")
                .whereLayer("form")
                .mayOnlyBeAccessedByLayers("server", "operation", "auth", "call")
                .whereLayer("error")
                .mayOnlyBeAccessedByLayers("server", "operation", "auth", "call", "form")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(ROOT + ".store")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + ".store", "java..", "org.jspecify..")
                .check(CLASSES);
        classes()
                .that()
                .resideInAPackage(ROOT + ".tls")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + ".tls", "java..", "javax.net.ssl..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theReferenceSignerSharesCodeWithNothing() {
        classes()
                .that()
                .haveFullyQualifiedName(ReferenceSigner.class.getName())
                .should()
                .onlyDependOnClassesThat(
                        JavaClass.Predicates.resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..")
                                .or(JavaClass.Predicates.type(ReferenceSigner.class)))
                .check(CLASSES);
    }

    @Test
    void onlyTheListenerKnowsHttpCoreAndOnlyTheExtensionKnowsJUnit() {
        classes()
                .that()
                .resideOutsideOfPackage(ROOT + ".wire")
                .and()
                .doNotHaveFullyQualifiedName(OssDevServerExtension.class.getName())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "..", "java..", "javax.crypto..", "javax.net.ssl..", "org.jspecify..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".wire")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.junit..")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(OssDevServerExtension.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(OssDevServerExtension.class.getName())
                .check(CLASSES);
    }

    @Test
    void usersSeeTheseClassesAndNoOthers() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(ROOT))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getName().substring(ROOT.length() + 1)))
                .containsExactlyInAnyOrder(
                        "Assumption",
                        "DevServerMain",
                        "Fault",
                        "Fault$ChangedObject",
                        "Fault$ConnectionRefused",
                        "Fault$ConnectionReset",
                        "Fault$CutBodyAfter",
                        "Fault$DuplicateHeader",
                        "Fault$ExpiredEarly",
                        "Fault$FlippedByte",
                        "Fault$IgnoredRange",
                        "Fault$LyingLength",
                        "Fault$NoCrc64",
                        "Fault$OnConnection",
                        "Fault$OnRequest",
                        "Fault$Redirect",
                        "Fault$SlowDrip",
                        "Fault$StallAfter",
                        "Fault$StatusError",
                        "Fault$TlsFailure",
                        "Fault$WrongContentRange",
                        "Fault$WrongCrc64",
                        "FaultRule",
                        "OssDevServer",
                        "OssDevServerBuilder",
                        "OssDevServerExtension",
                        "RecordedRequest");
    }
}
