// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.monitor;

/** Finds out whether an optional library is on the class path. */
public final class OptionalLibrary {

    /** Whether meters can be registered. */
    public static final boolean MICROMETER = hasClass("io.micrometer.core.instrument.MeterRegistry");

    /** Whether mails can be parsed. */
    public static final boolean MAIL = hasClass("jakarta.mail.Part");

    private OptionalLibrary() {}

    /** Returns whether the class of a library can be loaded, without initializing it. */
    public static boolean hasClass(String name) {
        try {
            Class.forName(name, false, OptionalLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
