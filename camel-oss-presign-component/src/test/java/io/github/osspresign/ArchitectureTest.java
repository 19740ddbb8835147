// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
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
        ROOT + "transfer.upload"
    };
    private static final String[] JDK = {"java..", "javax.crypto..", "org.jspecify.."};

    @ArchTest
    static final ArchRule errorKnowsOnlyTheJdk = onlyUses("error");

    @ArchTest
    static final ArchRule ossKnowsErrors = onlyUses("oss", ROOT + "error");

    @ArchTest
    static final ArchRule signKnowsTheService = onlyUses("sign", ROOT + "error", ROOT + "oss");

    @ArchTest
    static final ArchRule signDoesNoInputOrOutput = noClasses()
            .that(resideInAPackage(ROOT + "sign"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels.."));

    @ArchTest
    static final ArchRule linkKnowsErrorsAndJson =
            onlyUses("link", ROOT + "error", ROOT + "oss", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule linkTextFindsLinks = onlyUses("link.text", ROOT + "error", ROOT + "oss", ROOT + "link");

    @ArchTest
    static final ArchRule linkManifestReadsLinksAndJson =
            onlyUses("link.manifest", ROOT + "error", ROOT + "oss", ROOT + "link", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule transferUsesItsSubPackagesAndLinks = onlyUses(
            "transfer",
            ROOT + "transfer..",
            ROOT + "oss",
            ROOT + "error",
            ROOT + "link",
            "javax.net.ssl..",
            "org.apache.hc..");

    @ArchTest
    static final ArchRule transferModelUsesLinksOnly =
            onlyUses("transfer.model", ROOT + "oss", ROOT + "error", ROOT + "link");

    @ArchTest
    static final ArchRule transferFailureUsesTheModel = onlyUses(
            "transfer.failure",
            ROOT + "transfer.model",
            ROOT + "error",
            ROOT + "link",
            "javax.net.ssl..",
            "org.apache.hc..");

    @ArchTest
    static final ArchRule transferHttpUsesModelAndFailures = onlyUses(
            "transfer.http",
            ROOT + "transfer.model",
            ROOT + "transfer.failure",
            ROOT + "oss",
            ROOT + "error",
            ROOT + "link",
            "javax.net.ssl..",
            "javax.xml.stream..",
            "org.apache.hc..");

    @ArchTest
    static final ArchRule transferFileUsesRangesAndValidatorsOfHttp = onlyUses(
            "transfer.file",
            ROOT + "transfer.model",
            ROOT + "transfer.failure",
            ROOT + "transfer.http",
            ROOT + "oss",
            ROOT + "error",
            ROOT + "link",
            "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule transferAttemptServesBothDirections = noClasses()
            .that(resideInAPackage(ROOT + "transfer.attempt"))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(ROOT + "transfer", ROOT + "transfer.download", ROOT + "transfer.upload"));

    @ArchTest
    static final ArchRule downloadsKnowNoUploads = noClasses()
            .that(resideInAPackage(ROOT + "transfer.download"))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + "transfer", ROOT + "transfer.upload"));

    @ArchTest
    static final ArchRule uploadsKnowNoDownloads = noClasses()
            .that(resideInAPackage(ROOT + "transfer.upload"))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + "transfer", ROOT + "transfer.download"));

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
            .that(resideInAnyPackage(ROOT + "oss", ROOT + "error", ROOT + "sign", ROOT + "link..", ROOT + "transfer.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + "camel..", "org.apache.camel.."));

    @ArchTest
    static final ArchRule presignDoesNotTransfer = noClasses()
            .that(resideInAPackage(ROOT + "camel.presign.."))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "transfer.."));

    @ArchTest
    static final ArchRule onlyTheChainTouchesTheOptionalLibrary = noClasses()
            .that()
            .doNotHaveSimpleName("CredentialsChain")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("com.aliyun.credentials..", "com.aliyun.tea..", "com.google.gson.."));

    @ArchTest
    static final ArchRule osspresignedDoesNotSign = noClasses()
            .that(resideInAPackage(ROOT + "camel.osspresigned.."))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "sign"));

    @ArchTest
    static final ArchRule monitorKnowsDownloadsAndCamel = onlyUses(
            "camel.osspresigned.monitor",
            ROOT + "camel",
            ROOT + "error",
            ROOT + "link",
            ROOT + "oss",
            ROOT + "transfer",
            ROOT + "transfer.model",
            "io.micrometer..",
            "org.apache.camel..",
            "org.slf4j..");

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
    static final ArchRule coreDoesNotLog = noClasses()
            .that(resideInAnyPackage(ROOT + "oss", ROOT + "error", ROOT + "sign", ROOT + "link..", ROOT + "transfer.."))
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

    private static ArchRule onlyUses(String name, String... further) {
        String[] allowed = new String[JDK.length + further.length + 1];
        System.arraycopy(JDK, 0, allowed, 0, JDK.length);
        System.arraycopy(further, 0, allowed, JDK.length, further.length);
        allowed[allowed.length - 1] = ROOT + name;
        return classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }
}
