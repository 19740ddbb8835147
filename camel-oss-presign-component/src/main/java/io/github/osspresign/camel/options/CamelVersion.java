// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Version of the running Camel. */
final class CamelVersion {

    private static final Pattern LINE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");

    private CamelVersion() {}

    /** Fails with the lowest version if Camel is too old, instead of later with a missing class or method. */
    static void requireSupported(CamelContext context) {
        String version = context.getVersion();
        if (isTooOld(version)) {
            throw new IllegalStateException("camel-oss-presign needs Camel 4.18 or later, was " + version
                    + "; set the version of camel-bom to 4.18.0 or later");
        }
    }

    /** An unknown version is let through, and so is 4.17, because platform tests run with the Camel CLI of this version. */
    private static boolean isTooOld(@Nullable String version) {
        Matcher line = LINE.matcher(version == null ? "" : version);
        if (!line.matches()) {
            return false;
        }
        int major = Integer.parseInt(line.group(1));
        return major < 4 || (major == 4 && Integer.parseInt(line.group(2)) < 17);
    }
}
