// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may use which other package or library, and which classes users see. */
class ArchitectureTest {

    private static final String ROOT = OssDevServer.class.getPackageName();
    private static final String API = "api";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** The packages of this module that each package may use; {@code api} stands for the root package. */
    private static final Map<String, Set<String>> MAY_USE = """
            cli: api auth rules
            api: admin auth cdn fault http operation.callback operation.metadata operation.setting operation.worm request rules server store tls
            admin: auth error fault format http operation.setting request server store
            cdn: auth error http request
            server: auth dispatch error fault form format http operation operation.callback operation.configuration request rules store
            dispatch: error http operation operation.bucket operation.configuration operation.listing \
            operation.metadata operation.multipart operation.object operation.setting operation.transfer \
            operation.worm request rules store
            operation.bucket: error format http operation operation.metadata operation.multipart operation.setting \
            operation.tag request rules store
            operation.listing: error format http operation operation.metadata operation.paging operation.setting \
            operation.tag request rules store
            operation.object: error form format http operation operation.callback operation.metadata operation.paging \
            operation.setting operation.tag operation.transfer request rules store
            operation.multipart: error format http operation operation.callback operation.metadata operation.paging \
            operation.setting operation.transfer request rules store
            operation.worm: error format http operation operation.setting request store
            operation.configuration: error format http operation operation.setting operation.tag request rules store
            operation.paging: error format request
            operation.callback: error format http request store
            operation.transfer: error http operation operation.metadata request rules store
            operation.metadata: error http operation operation.setting operation.tag request rules store
            operation.tag: error format operation request store
            operation.setting: error format http operation request rules store
            operation: error format http request store
            auth: error form format http request rules
            fault: error format http request
            request: error form http
            form: error format http
            error: format
            store:
            rules:
            tls:
            format:
            http:
            """.lines().map(row -> row.split(":", 2)).collect(
            Collectors.toMap(row -> row[0], row -> Set.of(row[1].strip().split(" "))));

    /** The libraries that a package may use beyond those of every package. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            API,
            List.of("javax.net.ssl.", "org.junit.jupiter.api.", "org.testcontainers."),
            "auth",
            List.of("javax.crypto."),
            "cli",
            List.of("picocli."),
            "format",
            List.of("com.fasterxml.jackson.core.", "javax.xml.", "org.w3c.dom.", "org.xml.sax."),
            "http",
            List.of("javax.net.ssl.", "org.apache.hc.core5."),
            "tls",
            List.of("javax.net.ssl."));

    private static final List<String> EVERYWHERE = List.of("java.", "org.jspecify.");

    static Set<String> packages() {
        return CLASSES.stream().map(ArchitectureTest::packageOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? API : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static List<JavaClass> usedBy(String name) {
        return CLASSES.stream()
                .filter(type -> packageOf(type).equals(name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(type -> !type.isPrimitive())
                .toList();
    }

    @Test
    void everyPackageHasItsRow() {
        assertThat(MAY_USE.keySet()).containsExactlyInAnyOrderElementsOf(packages());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyThePackagesOfItsRow(String name) {
        assertThat(usedBy(name).stream()
                        .filter(type -> type.getPackageName().startsWith(ROOT))
                        .map(ArchitectureTest::packageOf)
                        .filter(used -> !used.equals(name))
                        .distinct())
                .isSubsetOf(MAY_USE.get(name));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyTheLibrariesOfItsRow(String name) {
        assertThat(usedBy(name).stream()
                        .map(JavaClass::getName)
                        .filter(type -> !type.startsWith(ROOT))
                        .filter(type -> EVERYWHERE.stream().noneMatch(type::startsWith))
                        .distinct())
                .allMatch(
                        type -> LIBRARIES.getOrDefault(name, List.of()).stream().anyMatch(type::startsWith));
    }

    @Test
    void noConstructorHasMoreThanSixParameters() {
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getConstructors().stream())
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > 6))
                .isEmpty();
    }

    @Test
    void packagesFormNoCircle() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith(ROOT)
                                ? SliceIdentifier.of(packageOf(type))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages of the dev server";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void referenceSignerSharesCodeWithNothing() {
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
    void onlyTheExtensionUsesJUnit() {
        onlyOneUses(OssDevServerExtension.class, "org.junit..");
    }

    @Test
    void onlyTheContainerUsesTestcontainers() {
        onlyOneUses(OssDevServerContainer.class, "org.testcontainers..");
    }

    /** Its users have the library; those of the other classes need not have it. */
    private static void onlyOneUses(Class<?> user, String library) {
        classes()
                .that()
                .doNotHaveFullyQualifiedName(user.getName())
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(library))
                        .and(DescribedPredicate.not(JavaClass.Predicates.type(user))))
                .check(CLASSES);
    }

    @Test
    void usersSeeTheseClassesAndNoOthers() {
        Map<String, Set<String>> seen = new TreeMap<>();
        CLASSES.stream()
                .filter(type -> Set.of(API, "fault").contains(packageOf(type)))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .forEach(type -> seen.computeIfAbsent(packageOf(type), any -> new TreeSet<>())
                        .add(type.getName().substring(type.getPackageName().length() + 1)));
        assertThat(seen)
                .isEqualTo(Map.of(
                        API,
                        Set.of("OssDevServer", "OssDevServerBuilder", "OssDevServerContainer", "OssDevServerExtension"),
                        "fault",
                        Set.of("""
                                Fault Fault$ChangedObject Fault$ConnectionRefused Fault$ConnectionReset
                                Fault$CutBodyAfter Fault$CutUploadAfter Fault$DelayedResponse
                                Fault$DuplicateHeader Fault$ExpiredEarly Fault$FlippedByte
                                Fault$FlippedUploadByte Fault$IgnoredRange Fault$LateStatusError
                                Fault$LostResponse Fault$LyingLength Fault$NoCrc64 Fault$OnConnection
                                Fault$OnRequest Fault$Redirect Fault$SlowDrip Fault$StallAfter Fault$StatusError
                                Fault$TlsFailure Fault$WrongContentRange Fault$WrongCrc64 FaultRuleFormat
                                FaultQueue FaultRule RequestSelector
                                """.split("\\s+"))));
    }
}
