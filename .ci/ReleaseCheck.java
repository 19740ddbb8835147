// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Checks a folder of deployed artifacts against the rules of Maven Central and of this project, and the jars of built applications:
 * {@code java ReleaseCheck.java <folder> <version> <root of the sources> <folder of the applications>}.
 */
public final class ReleaseCheck {

    private static final List<String> REQUIRED_IN_POM =
            List.of("name", "description", "url", "licenses", "developers", "scm");

    private static final String COMPONENT = "camel-oss-presign";
    private static final String PARENT = "camel-oss-presign-parent";
    private static final String BILL_OF_MATERIALS = "camel-oss-presign-bom";
    private static final String PACKAGES = "io/github/osspresign/";

    /** Begins the name of a class for a newer Java. */
    private static final Pattern OTHER_JAVA = Pattern.compile("^META-INF/versions/[0-9]+/");

    /** The packages of each library that a jar may contain, and the texts that its licence asks for. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            PACKAGES + "devserver/shaded/httpcore5/", List.of("httpcore5/LICENSE", "httpcore5/NOTICE"),
            PACKAGES + "devserver/shaded/jackson/",
                    List.of(
                            "jackson-core/LICENSE",
                            "jackson-core/NOTICE",
                            "jackson-core/FastDoubleParser-LICENSE",
                            "jackson-core/FastDoubleParser-ThirdParty-LICENSE",
                            "jackson-core/Schubfach-LICENSE"),
            PACKAGES + "devserver/shaded/picocli/", List.of("picocli/LICENSE"),
            "picocli/", List.of("picocli/LICENSE"));

    /** Libraries that contain a compiled library of another project, with a licence of its own. */
    private static final Set<String> NATIVE = Set.of("lz4-java", "snappy-java", "zstd-jni");

    /** The licence of this project, and one that asks for nothing. */
    private static final Pattern LICENCE_WITHOUT_TEXT = Pattern.compile("Apache-2\\.0|CC0-1\\.0");

    private final Path repository;
    private final String version;
    private final Path sources;
    private final Path applications;
    private final List<String> published;
    private final List<String> faults = new ArrayList<>();

    private ReleaseCheck(Path repository, String version, Path sources, Path applications) throws IOException {
        this.repository = repository;
        this.version = version;
        this.sources = sources;
        this.applications = applications;
        this.published = Files.readAllLines(sources.resolve(".ci/published-artifacts"));
    }

    public static void main(String... arguments) throws Exception {
        new ReleaseCheck(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]), Path.of(arguments[3])).run();
    }

    private void run() throws Exception {
        Map<String, List<Path>> artifacts = artifacts();
        Element parent = parse(artifacts.get(PARENT).get(0).resolveSibling(PARENT + "-" + version + ".pom"));
        for (Map.Entry<String, List<Path>> artifact : artifacts.entrySet()) {
            check(artifact.getKey(), artifact.getValue(), parent);
        }
        for (String name : published) {
            require(artifacts.containsKey(name), name + " is missing");
        }
        List<Path> programs = applications();
        require(!programs.isEmpty(), applications + ": there is no application");
        for (Path program : programs) {
            checkApplication(program);
        }
        faults.forEach(System.err::println);
        System.out.printf(
                "%d artifacts, %d applications, %d faults%n", artifacts.size(), programs.size(), faults.size());
        if (!faults.isEmpty()) {
            System.exit(1);
        }
    }

    private Map<String, List<Path>> artifacts() throws IOException {
        Map<String, List<Path>> artifacts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(repository)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.getParent().getFileName().toString().equals(version))
                    .sorted()
                    .forEach(file -> artifacts
                            .computeIfAbsent(
                                    file.getParent().getParent().getFileName().toString(), name -> new ArrayList<>())
                            .add(file));
        }
        return artifacts;
    }

    private List<Path> applications() throws IOException {
        try (Stream<Path> folders = Files.list(applications)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
        }
    }

    private void check(String name, List<Path> files, Element parent) throws Exception {
        Path folder = files.get(0).getParent();
        String stem = name + "-" + version;
        Path pom = folder.resolve(stem + ".pom");
        Element project = parse(pom);
        checkPom(name, project, Files.readString(pom));
        checkLocations(name, project, parent);
        for (Path file : files) {
            if (isPublished(file)) {
                checkSumsAndSignature(file);
            }
        }
        if (name.equals(BILL_OF_MATERIALS)) {
            checkManagedArtifacts(project);
        }
        if ("pom".equals(text(project, "packaging"))) {
            return;
        }
        for (String suffix : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml")) {
            require(Files.exists(folder.resolve(stem + suffix)), stem + suffix + " is missing");
        }
        for (Path file : files) {
            if (isProgram(file)) {
                checkJar(file, file.endsWith(stem + ".jar"));
            }
        }
        Path bill = folder.resolve(stem + "-cyclonedx.xml");
        if (Files.exists(bill)) {
            checkLibraries(name, project, parse(bill));
        }
    }

    private static boolean isPublished(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(".md5", ".sha1", ".sha256", ".sha512", ".asc").noneMatch(name::endsWith);
    }

    private static boolean isProgram(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.endsWith("-sources.jar") && !name.endsWith("-javadoc.jar");
    }

    private void checkPom(String name, Element project, String text) {
        for (String element : REQUIRED_IN_POM) {
            require(child(project, element) != null, name + ": the pom has no " + element);
        }
        require(child(project, "parent") == null, name + ": the pom has a parent");
        require(child(project, "repositories") == null, name + ": the pom names repositories");
        require(!text.contains("SNAPSHOT"), name + ": the pom names a snapshot");
        require(!text.contains("${"), name + ": the pom has a placeholder");
        require(!text.contains("<scope>test</scope>"), name + ": the pom has a dependency of tests");
    }

    /** Maven appends the name of a module to what the module inherits, if the parent does not forbid it. */
    private void checkLocations(String name, Element project, Element parent) {
        for (String path : List.of("url", "scm/url", "scm/connection", "scm/developerConnection")) {
            String value = text(project, path);
            require(
                    value != null && value.equals(text(parent, path)),
                    name + ": " + path + " is not that of the parent: " + value);
        }
    }

    private void checkManagedArtifacts(Element project) {
        Set<String> managed = new TreeSet<>();
        for (Element dependency : descendants(project, "dependency")) {
            managed.add(text(dependency, "artifactId") + " " + text(dependency, "version"));
        }
        Set<String> expected = new TreeSet<>();
        published.stream()
                .filter(artifact -> !artifact.equals(BILL_OF_MATERIALS))
                .forEach(artifact -> expected.add(artifact + " " + version));
        requireEqual(managed, expected, BILL_OF_MATERIALS + ": managed artifacts");
    }

    /** The bill of materials must list what an application gets; for the component, plain-java has the list. */
    private void checkLibraries(String name, Element project, Element bill) throws Exception {
        Set<String> listed = new TreeSet<>();
        for (Element library : descendants(child(bill, "components"), "component")) {
            listed.add(text(library, "group") + ":" + text(library, "name"));
        }
        for (Element dependency : descendants(project, "dependency")) {
            String library = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
            require(
                    !"provided".equals(text(dependency, "scope")) || !listed.contains(library),
                    name + ": the bill of materials lists " + library + ", which an application does not get");
        }
        if (name.equals(COMPONENT)) {
            Set<String> tested = new TreeSet<>();
            for (Element include :
                    descendants(parse(sources.resolve("platform-tests/projects/plain-java/pom.xml")), "include")) {
                tested.add(include.getTextContent().strip());
            }
            // The component itself, and Camel with its libraries.
            tested.removeIf(library -> library.matches("[*].*|.*:camel-oss-presign|org\\.apache\\.camel|jakarta\\..*"));
            requireEqual(listed, tested, name + ": bill of materials");
        }
    }

    private void checkSumsAndSignature(Path file) throws Exception {
        byte[] content = Files.readAllBytes(file);
        for (Map.Entry<String, String> sum : Map.of("md5", "MD5", "sha1", "SHA-1").entrySet()) {
            Path found = file.resolveSibling(file.getFileName() + "." + sum.getKey());
            String expected = HexFormat.of()
                    .formatHex(MessageDigest.getInstance(sum.getValue()).digest(content));
            require(
                    Files.exists(found) && Files.readString(found).strip().equals(expected),
                    file.getFileName() + ": no right " + sum.getKey());
        }
        Path signature = file.resolveSibling(file.getFileName() + ".asc");
        require(
                Files.exists(signature) && gpgVerifies(signature, file),
                file.getFileName() + ": no signature that gpg verifies");
    }

    private static boolean gpgVerifies(Path signature, Path file) throws IOException, InterruptedException {
        return new ProcessBuilder("gpg", "--batch", "--quiet", "--verify", signature.toString(), file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void checkJar(Path file, boolean module) {
        String name = file.getFileName().toString();
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            require(manifest.getValue("Automatic-Module-Name") != null, name + ": no Automatic-Module-Name");
            require(version.equals(manifest.getValue("Implementation-Version")), name + ": no Implementation-Version");
            checkOwnTexts(name, jar);
            List<String> classes = jar.stream()
                    .map(entry -> OTHER_JAVA.matcher(entry.getName()).replaceFirst(""))
                    .filter(entry -> entry.endsWith(".class") && !entry.equals("module-info.class"))
                    .toList();
            if (module) {
                checkPackages(name, classes);
            }
            checkLicences(name, jar, classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkOwnTexts(String name, JarFile jar) throws IOException {
        for (String text : List.of("LICENSE", "NOTICE")) {
            JarEntry entry = jar.getJarEntry("META-INF/" + text);
            require(
                    entry != null && Arrays.equals(content(jar, entry), Files.readAllBytes(sources.resolve(text))),
                    name + ": META-INF/" + text + " is not that of the sources");
        }
    }

    /** A jar of jars has the licence of a library where the library has it; a jar of classes needs a folder for each. */
    private void checkApplication(Path folder) throws Exception {
        String name = folder.getFileName() + ".jar";
        Path bill = folder.resolve("target/bom.xml");
        require(Files.exists(bill), name + ": there is no bill of materials");
        try (JarFile jar = new JarFile(folder.resolve("target").resolve(name).toFile())) {
            checkOwnTexts(name, jar);
            if (jar.getEntry("BOOT-INF/lib/") != null || !Files.exists(bill)) {
                return;
            }
            for (Element library : descendants(child(parse(bill), "components"), "component")) {
                String texts = "META-INF/licenses/" + text(library, "name") + "/";
                require(
                        !needsText(library)
                                || jar.stream().anyMatch(entry -> entry.getName().matches(texts + "LICENSE.*")),
                        name + ": no licence in " + texts);
            }
        }
    }

    private static boolean needsText(Element library) {
        Element licences = child(library, "licenses");
        return NATIVE.contains(text(library, "name"))
                || licences == null
                || !LICENCE_WITHOUT_TEXT.matcher(licences.getTextContent()).find();
    }

    /** On the module path, a package may be in one module only. */
    private void checkPackages(String name, List<String> classes) {
        classes.stream()
                .map(entry -> entry.substring(0, entry.lastIndexOf('/') + 1))
                .distinct()
                .filter(folder -> !folder.startsWith(PACKAGES))
                .forEach(folder -> faults.add(name + ": contains the package " + folder + " of another module"));
    }

    private void checkLicences(String name, JarFile jar, List<String> classes) {
        LIBRARIES.forEach((folder, texts) -> {
            if (classes.stream().anyMatch(entry -> entry.startsWith(folder))) {
                for (String text : texts) {
                    require(
                            jar.getEntry("META-INF/licenses/" + text) != null,
                            name + ": no META-INF/licenses/" + text + " for " + folder);
                }
            }
        });
        classes.stream()
                .filter(entry -> !entry.startsWith(PACKAGES) || entry.contains("/shaded/"))
                .filter(entry -> LIBRARIES.keySet().stream().noneMatch(entry::startsWith))
                .findFirst()
                .ifPresent(entry -> faults.add(name + ": contains a library whose licence is not known: " + entry));
    }

    private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream stream = jar.getInputStream(entry)) {
            return stream.readAllBytes();
        }
    }

    private void requireEqual(Set<String> found, Set<String> expected, String what) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        Set<String> superfluous = new TreeSet<>(found);
        superfluous.removeAll(expected);
        require(found.equals(expected), what + ": missing " + missing + ", superfluous " + superfluous);
    }

    private void require(boolean met, String fault) {
        if (!met) {
            faults.add(fault);
        }
    }

    private static Element parse(Path file) throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    /** Returns the text of the element at this path of names, or null if there is none. */
    private static String text(Element parent, String path) {
        Element element = parent;
        for (String name : path.split("/")) {
            element = element == null ? null : child(element, name);
        }
        return element == null ? null : element.getTextContent().strip();
    }

    private static List<Element> descendants(Element ancestor, String name) {
        NodeList found = ancestor.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }
}
