// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** The walls between the packages: each states what one package may use. */
@AnalyzeClasses(
        packages = {
            "io.github.osspresign.error",
            "io.github.osspresign.sign",
            "io.github.osspresign.link",
            "io.github.osspresign.oss",
            "io.github.osspresign.transfer",
            "io.github.osspresign.explain",
            "io.github.osspresign.camel"
        },
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.osspresign.";
    private static final String[] INTERNAL = {
        ROOT + "transfer.attempt",
        ROOT + "transfer.download",
        ROOT + "transfer.failure",
        ROOT + "transfer.file",
        ROOT + "transfer.http",
        ROOT + "transfer.time",
        ROOT + "transfer.upload",
        ROOT + "transfer.wire"
    };
    private static final String[] CORE = {
        ROOT + "oss..", ROOT + "error..", ROOT + "sign", ROOT + "link..", ROOT + "transfer.."
    };
    private static final List<String> JDK = List.of("java..", "javax.crypto..", "org.jspecify..");

    /** Package, the packages and the libraries that it may use besides the JDK. */
    private static final String USES = """
            error.text                  | |
            error                       | error.text oss oss.syntax |
            oss.syntax                  | error.text |
            oss                         | oss.syntax error.text |
            sign                        | error.. oss.. |
            link.url                    | error.. oss.. |
            link                        | error.. oss.. sign link.url | com.fasterxml.jackson..
            link.text                   | error.. oss.. link link.url |
            link.manifest               | error.. oss.. link | com.fasterxml.jackson..
            transfer                    | transfer.. oss.. error.. link link.url | javax.net.ssl..
            transfer.model              | oss.. error.. link link.url |
            transfer.failure            | transfer.model error.. link link.url | javax.net.ssl..
            transfer.time               | transfer.model transfer.failure error.. |
            transfer.wire               | transfer.model transfer.failure transfer.time oss.. error.. link link.url | javax.net.ssl.. org.apache.hc..
            transfer.http               | transfer.model transfer.failure transfer.time transfer.wire oss.. error.. link link.url | javax.xml.stream..
            transfer.file               | transfer.model transfer.failure transfer.http transfer.time oss.. error.. link link.url | com.fasterxml.jackson..
            camel.monitor               | | io.micrometer.. org.apache.camel..
            camel.seen                  | oss.syntax error.. link | org.apache.camel..
            camel.message               | camel camel.options oss.. error.. link.. | org.apache.camel..
            camel.presign.listing       | camel.options camel.presign.service oss.. error.. link | com.aliyun.sdk.. org.apache.camel..
            camel.presign.signing       | camel camel.message camel.options camel.presign.credentials camel.presign.message camel.presign.monitor camel.presign.upload oss.. error.. link link.url sign | org.apache.camel.. org.slf4j..
            camel.osspresigned.monitor  | camel.listener camel.monitor error.. link oss.. transfer transfer.model | io.micrometer.. org.apache.camel.. org.slf4j..
            """;

    @ArchTest
    static void eachPackageUsesOnlyThePackagesAndLibrariesOfItsRow(JavaClasses imported) {
        SoftAssertions rows = new SoftAssertions();
        for (String row : USES.lines().toList()) {
            String[] cells = row.split("\\|", -1);
            String name = ROOT + cells[0].strip();
            Set<String> allowed = new HashSet<>(JDK);
            allowed.add(name);
            words(cells[1]).forEach(other -> allowed.add(ROOT + other));
            words(cells[2]).forEach(allowed::add);
            ArchRule rule = classes()
                    .that(resideInAPackage(name))
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)));
            rows.assertThatCode(() -> rule.check(imported)).doesNotThrowAnyException();
        }
        rows.assertAll();
    }

    private static Stream<String> words(String cell) {
        return Stream.of(cell.strip().split(" ")).filter(word -> !word.isEmpty());
    }

    private static ArchRule neverUses(String name, String... others) {
        return noClasses().that(resideInAPackage(name)).should().dependOnClassesThat(resideInAnyPackage(others));
    }

    @ArchTest
    static final ArchRule signDoesNoInputOrOutput =
            neverUses(ROOT + "sign", "java.net..", "java.nio.file..", "java.nio.channels..");

    @ArchTest
    static final ArchRule transferAttemptServesBothDirections = neverUses(
            ROOT + "transfer.attempt", ROOT + "transfer", ROOT + "transfer.download", ROOT + "transfer.upload");

    @ArchTest
    static final ArchRule downloadsKnowNoUploads =
            neverUses(ROOT + "transfer.download", ROOT + "transfer", ROOT + "transfer.upload");

    @ArchTest
    static final ArchRule uploadsKnowNoDownloads =
            neverUses(ROOT + "transfer.upload", ROOT + "transfer", ROOT + "transfer.download");

    @ArchTest
    static final ArchRule internalsOfTransferStayInside = noClasses()
            .that(resideOutsideOfPackage(ROOT + "transfer.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(INTERNAL));

    @ArchTest
    static final ArchRule explainerHasASeparateModule = noClasses().should().resideInAPackage(ROOT + "explain..");

    @ArchTest
    static final ArchRule noSchemeSeesTheOther = slices().matching(ROOT + "camel.(mail|osspresigned|presign)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule coreDoesNotSeeCamelsSide = noClasses()
            .that(resideInAnyPackage(CORE))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + "camel..", "org.apache.camel.."));

    @ArchTest
    static final ArchRule presignDoesNotTransfer = neverUses(ROOT + "camel.presign..", ROOT + "transfer..");

    @ArchTest
    static final ArchRule onlyTheChainTouchesTheOptionalLibrary = noClasses()
            .that()
            .doNotHaveSimpleName("CredentialsChain")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("com.aliyun.credentials..", "com.aliyun.tea..", "com.google.gson.."));

    @ArchTest
    static final ArchRule osspresignedDoesNotSign = neverUses(ROOT + "camel.osspresigned..", ROOT + "sign");

    @ArchTest
    static final ArchRule onlySigningSigns = noClasses()
            .that(resideInAnyPackage(ROOT + "camel.*", ROOT + "camel.presign.*", ROOT + "camel.osspresigned.."))
            .and(resideOutsideOfPackages(ROOT + "camel.presign", ROOT + "camel.presign.signing"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.sign\\.\\w*Signer");

    @ArchTest
    static final ArchRule onlyThePackageOfTheSchemeReadsItsOptions = noClasses()
            .that(resideInAnyPackage(ROOT + "camel.presign.*", ROOT + "camel.osspresigned.*"))
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Configuration");

    @ArchTest
    static final ArchRule messagesAndDuplicatesDoNotTransfer = noClasses()
            .that(resideInAnyPackage(
                    ROOT + "camel.osspresigned.idempotent",
                    ROOT + "camel.osspresigned.message",
                    ROOT + "camel.listener"))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "transfer"));

    @ArchTest
    static final ArchRule onlyServiceAndItsUsersTouchTheSdk = noClasses()
            .that(resideInAnyPackage(
                    ROOT + "camel.presign.bulk",
                    ROOT + "camel.presign.message",
                    ROOT + "camel.presign.monitor",
                    ROOT + "camel.presign.signing"))
            .should()
            .dependOnClassesThat(resideInAPackage("com.aliyun.sdk.."));

    @ArchTest
    static final ArchRule mailsAreWrittenAndNotSent = neverUses(
            ROOT + "camel.mail",
            ROOT + "sign",
            ROOT + "transfer..",
            "java.net..",
            "jakarta.mail..",
            "org.apache.camel.http..");

    @ArchTest
    static final ArchRule onlyTheMetersTouchMicrometer = noClasses()
            .that()
            .doNotHaveSimpleName("MeterRegistries")
            .and()
            .doNotHaveSimpleName("SigningMeters")
            .and()
            .doNotHaveSimpleName("TransferMeters")
            .should()
            .dependOnClassesThat(resideInAPackage("io.micrometer.."));

    @ArchTest
    static final ArchRule onlyTheTextOfMailsTouchesMails = noClasses()
            .that()
            .doNotHaveSimpleName("MailText")
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.mail.."));

    @ArchTest
    static final ArchRule coreIsToldTheTime = noClasses()
            .that(resideInAnyPackage(ROOT + "sign", ROOT + "link..", ROOT + "transfer.."))
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.concurrent.ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule onlyTheEntryPointsOfTransfersTakeTimeAndRandomnessFromTheJdk = noClasses()
            .that(resideInAPackage(ROOT + "transfer.*"))
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class);

    @ArchTest
    static final ArchRule onlyTheWireOfTheCoreKnowsItsLibrary = noClasses()
            .that(resideInAnyPackage(CORE))
            .and(resideOutsideOfPackage(ROOT + "transfer.wire"))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.hc.."));

    @ArchTest
    static final ArchRule meaningOfHttpNeitherConnectsNorWaits =
            neverUses(ROOT + "transfer.http", "java.net..", "java.nio.file..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule coreDoesNotLog = noClasses()
            .that(resideInAnyPackage(CORE))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "java.util.logging.."));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static void everyPackageHasItsRowOnTheArchitecturePage(JavaClasses imported) throws IOException {
        String page = Files.readString(Path.of("../docs/architecture.md"));
        assertThat(imported.stream()
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .map(name -> name.substring(ROOT.length())))
                .allMatch(name -> page.contains("`" + name + "`"));
    }
}
