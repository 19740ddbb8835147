// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start fails with a clear message if the platform provides an HttpClient that is too old. */
class HttpLibraryTest {

    private static final String RAW = "?allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true";

    @ParameterizedTest
    @CsvSource({"5.3.1,5.2.5", "5.3.1,", ",5.2.5"})
    void startFailsAndNamesTheOldVersion(String client, String core) throws Exception {
        List<URL> classPath = new ArrayList<>();
        replace(classPath, "httpclient5", client);
        replace(classPath, "httpcore5", core);
        String[] entries = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1);
        for (String entry : entries) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        String found = "httpclient5 " + (client == null ? "5\\.[0-9.]+" : client) + " and httpcore5 "
                + (core == null ? "5\\.[0-9.]+" : core);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader isolated =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(isolated);
            for (String endpoint : List.of("osspresigned:inbox" + RAW, "osspresigned:" + RAW + "&operation=upload")) {
                assertThat(failures(isolated, "startsProducer", endpoint))
                        .as(endpoint)
                        .anySatisfy(failure -> assertThat(failure)
                                .matches("java.lang.IllegalStateException: HttpClient on the class path: must be"
                                        + " httpclient5 5.5.1 and httpcore5 5.3.6 or later versions that belong together,"
                                        + " was " + found));
            }
            assertThat(failures(isolated, "startsConsumer", "osspresigned:inbox" + RAW + "&linkSource=seda:links"))
                    .anySatisfy(failure -> assertThat(failure)
                            .contains("HttpClient on the class path")
                            .matches(".* was " + found));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Comes first, so that its classes are found in place of those of the build. */
    private static void replace(List<URL> classPath, String library, String version) throws Exception {
        if (version != null) {
            Path jar = Path.of("target", "old-http-library", library + "-" + version + ".jar");
            assertThat(jar).as("what the build copies, with mvn test-compile").isRegularFile();
            classPath.add(jar.toUri().toURL());
        }
    }

    /** What a start ends with, and its causes. */
    private static List<String> failures(ClassLoader isolated, String what, String endpoint) throws Exception {
        Object failure = isolated.loadClass(IsolatedRoute.class.getName())
                .getMethod(what, String.class)
                .invoke(null, endpoint);
        return Stream.iterate((Throwable) failure, thrown -> thrown != null, Throwable::getCause)
                .map(Throwable::toString)
                .toList();
    }
}
