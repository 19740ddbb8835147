// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.CommittedList;
import io.github.osspresign.test.PublicApi;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What routes, beans and configurations name is promised, see {@code docs/compatibility.md}. */
class PublicApiTest {

    private static final String ROOT = "io.github.osspresign.";
    private static final Path SOURCES = Path.of("src/main/java");

    /** Packages by whether their sentence says that they are internal. */
    private static final Set<String> INTERNAL = packages(true);

    private static final Set<String> EXPORTED = packages(false);

    /** Camel's tools generate classes into the same packages, which nobody names. */
    private static final PublicApi API = PublicApi.of(
            Path.of("target/classes"),
            type -> EXPORTED.contains(type.getPackageName())
                    && Files.exists(SOURCES.resolve(type.getName().replace('.', '/') + ".java")));

    /** Superclasses that add nothing but Camel's methods to a component, and the monitor to an endpoint. */
    private static final Set<String> SUPERCLASSES =
            Set.of(ROOT + "camel.options.OptionsComponent", ROOT + "camel.osspresigned.monitor.MonitoredEndpoint");

    private static Set<String> packages(boolean internal) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> read(file).contains("Internal") == internal)
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new IllegalStateException("cannot list the packages", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    @Test
    void publicApiIsTheCommittedOne() throws IOException {
        assertThat(CommittedList.changes(Path.of("public-api.txt"), API.lines()))
                .as("changes of the public API; -Dapi.update=true writes the list, docs/compatibility.md has the rules")
                .isEmpty();
    }

    @Test
    void signaturesHaveNoTypesOfInternalPackages() throws URISyntaxException {
        Set<String> known = new TreeSet<>(EXPORTED);
        known.addAll(exportedByTheCore());
        assertThat(API.typesInSignatures())
                .filteredOn(name -> name.startsWith(ROOT) && !SUPERCLASSES.contains(name))
                .filteredOn(name -> !known.contains(name.substring(0, name.lastIndexOf('.'))))
                .isEmpty();
    }

    private static Set<String> exportedByTheCore() throws URISyntaxException {
        Path core = Path.of(PresignedLink.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return ModuleFinder.of(core).find(ROOT + "core").orElseThrow().descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    /** The pom names them for Javadoc and for the comparison with the last release. */
    @Test
    void pomNamesTheInternalPackages() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<internal.packages>" + String.join(",", INTERNAL) + "</internal.packages>");
    }
}
