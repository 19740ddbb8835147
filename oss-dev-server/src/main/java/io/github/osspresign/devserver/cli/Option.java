package io.github.osspresign.devserver.cli;

import io.github.osspresign.devserver.OssDevServerBuilder;
import io.github.osspresign.devserver.rules.Assumption;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An option of the runnable jar; in a file it has the same name, without the hyphens in front. */
enum Option {
    PORT("PORT", "9000", "port to listen on, 0 for any free one"),
    BIND("ADDRESS", "127.0.0.1", "IP address to listen on; with another one, other machines reach the server"),
    REGION("REGION", "cn-hangzhou", "region that V4 signatures must name"),
    BUCKET("BUCKET", "demo", "bucket that exists from the start; may be repeated", true),
    ACCESS_KEY("ID", OssDevServerBuilder.DEFAULT_ACCESS_KEY_ID, "access key id; may be repeated", true),
    SECRET_KEY(
            "SECRET",
            OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET,
            "access key secret; as often as --access-key, in the same order",
            true),
    STS_TOKEN(
            "ID:SECRET:TOKEN[:LIFETIME]",
            null,
            "access key of STS with its token; LIFETIME like PT1H, the default; may be repeated",
            true),
    ROOT("DIRECTORY", null, "where objects are kept; without it in memory, gone when the server stops"),
    BASE_HOST("HOST", "localhost", "host name below which every name is that of a bucket"),
    CUSTOM_DOMAIN("HOST=BUCKET", null, "host name that stands for a bucket; may be repeated", true),
    TLS(null, "false", "serve HTTPS with a certificate made at start"),
    FORCE_DOWNLOAD(
            "true|false", "false", "whether browsers must save pages and images, as on the default domains of OSS"),
    FORBID_APK("true|false", "false", "whether links to mobile apps are refused, as on the default domains of OSS"),
    CERTIFICATE_OUT("FILE", null, "where to write that certificate, for curl --cacert FILE"),
    ADMIN_PORT("PORT", null, "port on the loopback address for /faults and /requests, 0 for any free one"),
    ACCESS_LOG("true|false", "true", "whether to print a line for each request"),
    CLOCK_OFFSET("OFFSET", "PT0S", "duration like -PT10M by which the clock differs, or an instant at which it stands"),
    ASSUME("NAME=true|false", null, assumptions(), true),
    CONFIG("FILE", null, "properties file with these options; those on the command line win"),
    HELP(null, "false", "show this text");

    private final @Nullable String argument;
    private final @Nullable String byDefault;
    private final String meaning;
    private final boolean repeatable;

    Option(@Nullable String argument, @Nullable String byDefault, String meaning) {
        this(argument, byDefault, meaning, false);
    }

    Option(@Nullable String argument, @Nullable String byDefault, String meaning, boolean repeatable) {
        this.argument = argument;
        this.byDefault = byDefault;
        this.meaning = meaning;
        this.repeatable = repeatable;
    }

    /** Returns the option of this name without hyphens in front, or null. */
    static @Nullable Option named(String name) {
        for (Option option : values()) {
            if (option.key().equals(name)) {
                return option;
            }
        }
        return null;
    }

    /** Returns all names, as they are written on the command line. */
    static String names() {
        return Arrays.stream(values()).map(Option::toString).collect(Collectors.joining(", "));
    }

    /** Returns the name in a file. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An option without a value, which is true by being there. */
    boolean isFlag() {
        return argument == null;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    /** Returns the value of an option that is not given, or null if it has none. */
    @Nullable String byDefault() {
        return byDefault;
    }

    /** Returns the lines of the help about this option. */
    String help() {
        String head = "  " + this + (argument == null ? "" : " " + argument);
        String tail = isFlag() || byDefault == null ? "" : " (default " + byDefault + ")";
        return head + "\n      " + meaning + tail + "\n";
    }

    /** Returns the name as it is written on the command line. */
    @Override
    public String toString() {
        return "--" + key();
    }

    private static String assumptions() {
        return "settles a point on which the documentation of OSS is silent; may be repeated; with its defaults:\n"
                + Arrays.stream(Assumption.values())
                        .map(assumption -> "        " + assumption + "="
                                + Assumption.defaults().contains(assumption))
                        .collect(Collectors.joining("\n"));
    }
}
