package io.github.osspresign.transfer.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.function.Supplier;

/** The HttpClient on the class path, which a platform may bring in another version than this library is made with. */
public final class HttpLibrary {

    static final String OLDEST_CLIENT = "5.5.1";
    static final String OLDEST_CORE = "5.3.6";

    private HttpLibrary() {}

    /**
     * Makes something of the library.
     *
     * @throws IllegalStateException where the library has not what it takes
     */
    public static <T> T linked(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (LinkageError e) {
            throw unusable(e);
        }
    }

    /** The failure to use a version of the library that is not the one it takes. */
    static IllegalStateException unusable(LinkageError e) {
        return new IllegalStateException(
                "HttpClient on the class path: must be httpclient5 " + OLDEST_CLIENT + " and httpcore5 " + OLDEST_CORE
                        + " or later versions that belong together, was httpclient5 " + release("client5")
                        + " and httpcore5 " + release("core5"),
                e);
    }

    /** As {@code VersionInfo} of the library finds it, which need not be there itself. */
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
