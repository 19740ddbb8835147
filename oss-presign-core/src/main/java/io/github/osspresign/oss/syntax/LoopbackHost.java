// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts that stand for the local machine: {@code localhost} and the names below it (RFC 6761, 6.3), and loopback addresses. */
public final class LoopbackHost {

    /** All loopback hosts, for messages. */
    public static final String ALL = "localhost, *.localhost, 127.0.0.0/8 or [::1]";

    private static final String LOCALHOST = "localhost";
    private static final Pattern ADDRESS = Pattern.compile("127(?:\\.[0-9]{1,3}){3}|::1|\\[::1]");

    private LoopbackHost() {}

    /** Returns whether a host is one, in any case and without a port. Other spellings of an address, such as {@code 127.1}, are none. */
    public static boolean matches(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals(LOCALHOST)
                || name.endsWith("." + LOCALHOST)
                || ADDRESS.matcher(name).matches();
    }
}
