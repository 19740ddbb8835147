// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.github.osspresign.explain", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.osspresign.";

    @ArchTest
    static final ArchRule explainerUsesSignerAndLinks = classes()
            .that()
            .resideInAPackage(ROOT + "explain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    ROOT + "error..",
                    ROOT + "oss..",
                    ROOT + "link",
                    ROOT + "link.text",
                    ROOT + "link.url",
                    ROOT + "sign",
                    ROOT + "explain");

    @ArchTest
    static final ArchRule explainerDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage(ROOT + "explain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.logging..");

    @ArchTest
    static final ArchRule explainerReceivesTheTimeAsAParameter = noClasses()
            .that()
            .resideInAPackage(ROOT + "explain")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);
}
