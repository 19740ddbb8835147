// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.CommittedList;
import io.github.osspresign.test.PublicApi;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the core exports to users is promised, see {@code docs/compatibility.md}. */
class PublicApiTest {

    private static final Path CLASSES = Path.of("target/classes");

    /** Packages that {@code module-info} exports to everybody. */
    private static final Set<String> EXPORTED = exported();

    private static final PublicApi API = PublicApi.of(CLASSES, type -> EXPORTED.contains(type.getPackageName()));

    @Test
    void exportedApiIsTheCommittedOne() throws IOException {
        assertThat(CommittedList.changes(Path.of("public-api.txt"), API.lines()))
                .as("changes of the public API; -Dapi.update=true writes the list, docs/compatibility.md has the rules")
                .isEmpty();
    }

    @Test
    void exportedSignaturesHaveNoTypesOfLibrariesOrInternalPackages() {
        assertThat(API.typesInSignatures())
                .filteredOn(name -> !EXPORTED.contains(name.substring(0, name.lastIndexOf('.'))))
                .isEmpty();
    }

    /** The pom names them for the comparison with the last release. */
    @Test
    void pomNamesTheOtherPackages() throws IOException {
        Set<String> others = new TreeSet<>(descriptor().packages());
        others.removeAll(EXPORTED);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<internal.packages>" + String.join(",", others) + "</internal.packages>");
    }

    private static Set<String> exported() {
        return descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static ModuleDescriptor descriptor() {
        return ModuleFinder.of(CLASSES)
                .find("io.github.osspresign.core")
                .orElseThrow()
                .descriptor();
    }
}
