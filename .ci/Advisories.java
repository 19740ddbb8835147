// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Fails if a listed advisory affects a library: {@code java -cp <maven-artifact> Advisories.java <list> [--accepted=<file>]
 * <library>...}, where a library is {@code group:artifact:version}, or a file with a CycloneDX bill of materials in XML. The file
 * names the advisories that do not fail the check, and why; it fails for one that affects nothing any more.
 */
public final class Advisories {

    private record Advisory(String library, VersionRange affected, String id, String source, LocalDate date) {

        static Advisory parse(String line) {
            String[] fields = line.split("\\s*\\|\\s*");
            if (fields.length != 5) {
                throw new IllegalArgumentException("5 fields are needed: " + line);
            }
            try {
                VersionRange affected = VersionRange.createFromVersionSpec(fields[1]);
                if (affected.getRecommendedVersion() != null) {
                    throw new IllegalArgumentException("A range has brackets: " + line);
                }
                return new Advisory(fields[0], affected, fields[2], fields[3], LocalDate.parse(fields[4]));
            } catch (InvalidVersionSpecificationException e) {
                throw new IllegalArgumentException("No range of versions: " + line, e);
            }
        }

        boolean affects(Library found) {
            return library.equals(found.name()) && affected.containsVersion(new DefaultArtifactVersion(found.version()));
        }
    }

    private record Library(String name, String version) implements Comparable<Library> {

        static Library parse(String text) {
            int end = text.lastIndexOf(':');
            return new Library(text.substring(0, end), text.substring(end + 1));
        }

        @Override
        public int compareTo(Library other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return name + ":" + version;
        }
    }

    /** An advisory that stays with a library of that version. */
    private record Acceptance(Library library, String id) {

        static Acceptance parse(String line) {
            String[] fields = line.split("\\s*\\|\\s*");
            if (fields.length != 3 || fields[2].isBlank()) {
                throw new IllegalArgumentException("Library with version, advisory and reason are needed: " + line);
            }
            return new Acceptance(Library.parse(fields[0]), fields[1]);
        }
    }

    private static final String ACCEPTED = "--accepted=";

    private Advisories() {}

    public static void main(String... arguments) throws Exception {
        List<Advisory> advisories =
                lines(Path.of(arguments[0])).map(Advisory::parse).toList();
        Set<Library> libraries = new TreeSet<>();
        Set<Acceptance> unused = new LinkedHashSet<>();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            if (argument.startsWith(ACCEPTED)) {
                lines(Path.of(argument.substring(ACCEPTED.length())))
                        .map(Acceptance::parse)
                        .forEach(unused::add);
            } else if (argument.endsWith(".xml")) {
                addComponents(Path.of(argument), libraries);
            } else {
                libraries.add(Library.parse(argument));
            }
        }
        long affected = 0;
        for (Library library : libraries) {
            for (Advisory advisory : advisories) {
                if (advisory.affects(library) && !unused.remove(new Acceptance(library, advisory.id()))) {
                    affected++;
                    System.err.printf("%s is affected by %s: %s%n", library, advisory.id(), advisory.source());
                }
            }
        }
        unused.forEach(acceptance -> System.err.printf(
                "%s: no library of that version is affected by %s; remove its line%n", acceptance.library(), acceptance.id()));
        System.out.printf("%d libraries, %d advisories, %d affected%n", libraries.size(), advisories.size(), affected);
        if (affected > 0 || !unused.isEmpty()) {
            System.exit(1);
        }
    }

    private static Stream<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static void addComponents(Path bill, Set<Library> libraries) throws Exception {
        NodeList components = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(bill.toFile())
                .getElementsByTagName("component");
        for (int i = 0; i < components.getLength(); i++) {
            Element component = (Element) components.item(i);
            libraries.add(new Library(
                    text(component, "group") + ":" + text(component, "name"), text(component, "version")));
        }
    }

    private static String text(Element component, String name) {
        return component.getElementsByTagName(name).item(0).getTextContent().strip();
    }
}
