import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks a folder of deployed artifacts against the rules of Maven Central: {@code java ReleaseCheck.java <folder> <version> <file
 * with the names of the artifacts>}.
 */
public final class ReleaseCheck {

    private static final List<String> REQUIRED_IN_POM =
            List.of("name", "description", "url", "licenses", "developers", "scm");

    private final Path repository;
    private final String version;
    private final List<String> published;
    private final List<String> faults = new ArrayList<>();

    private ReleaseCheck(Path repository, String version, List<String> published) {
        this.repository = repository;
        this.version = version;
        this.published = published;
    }

    public static void main(String... arguments) throws Exception {
        new ReleaseCheck(Path.of(arguments[0]), arguments[1], Files.readAllLines(Path.of(arguments[2]))).run();
    }

    private void run() throws Exception {
        Map<String, List<Path>> artifacts = artifacts();
        for (Map.Entry<String, List<Path>> artifact : artifacts.entrySet()) {
            check(artifact.getKey(), artifact.getValue());
        }
        for (String name : published) {
            require(artifacts.containsKey(name), name + " is missing");
        }
        faults.forEach(System.err::println);
        System.out.printf("%d artifacts, %d faults%n", artifacts.size(), faults.size());
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

    private void check(String name, List<Path> files) throws Exception {
        Path folder = files.get(0).getParent();
        String stem = name + "-" + version;
        Path pom = folder.resolve(stem + ".pom");
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        checkPom(name, project, Files.readString(pom));
        for (Path file : files) {
            if (isPublished(file)) {
                checkSumsAndSignature(file);
            }
        }
        if (!"pom".equals(text(project, "packaging"))) {
            for (String suffix : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")) {
                require(Files.exists(folder.resolve(stem + suffix)), stem + suffix + " is missing");
            }
            checkJar(folder.resolve(stem + ".jar"));
        }
    }

    private static boolean isPublished(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(".md5", ".sha1", ".sha256", ".sha512", ".asc").noneMatch(name::endsWith);
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

    private void checkJar(Path file) {
        String name = file.getFileName().toString();
        if (!Files.exists(file)) {
            return;
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            require(manifest.getValue("Automatic-Module-Name") != null, name + ": no Automatic-Module-Name");
            require(version.equals(manifest.getValue("Implementation-Version")), name + ": no Implementation-Version");
            require(jar.getEntry("META-INF/NOTICE") != null, name + ": no META-INF/NOTICE");
            JarEntry licence = jar.getJarEntry("META-INF/LICENSE");
            if (licence == null) {
                faults.add(name + ": no META-INF/LICENSE");
                return;
            }
            try (InputStream text = jar.getInputStream(licence)) {
                require(
                        new String(text.readAllBytes(), StandardCharsets.UTF_8).contains("Apache License"),
                        name + ": another licence");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void require(boolean met, String fault) {
        if (!met) {
            faults.add(fault);
        }
    }

    private static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? null : child.getTextContent().strip();
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
