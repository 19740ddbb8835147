// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Detects an incompatible version of HttpClient or HttpCore on the class path, where a platform may provide another version than
 * this library is built with.
 */
public final class HttpLibrary {

    static final String OLDEST_CLIENT = "5.5.1";
    static final String OLDEST_CORE = "5.3.6";

    private HttpLibrary() {}

    /**
     * Creates an object that uses them.
     *
     * @throws IllegalStateException if the version on the class path is incompatible
     */
    public static <T> T linked(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (LinkageError e) {
            throw unusable(e);
        }
    }

    /** Creates the failure for an incompatible version. */
    static IllegalStateException unusable(LinkageError e) {
        return new IllegalStateException(
                "HttpClient on the class path: must be httpclient5 " + OLDEST_CLIENT + " and httpcore5 " + OLDEST_CORE
                        + " or later versions that belong together, was httpclient5 " + release("client5")
                        + " and httpcore5 " + release("core5"),
                e);
    }

    /**
     * Returns the version that the library states of itself. {@code VersionInfo} would do that, but may be missing,
     * too.
     */
    private static String release(String module) {
        try (InputStream in =
                HttpLibrary.class.getResourceAsStream("/org/apache/hc/" + module + "/version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("info.release", "of unknown version");
        } catch (IOException | IllegalArgumentException e) {
            return "of unknown version";
        }
    }
}
