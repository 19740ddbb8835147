// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import java.io.File;
import java.nio.file.InvalidPathException;

/** Encoding of file names in this process, which the JDK takes from the locale. */
public final class FileNameEncoding {

    private FileNameEncoding() {}

    /** Returns why a name cannot be a path, and what to do if its characters are the reason: the end of a sentence. */
    public static String problem(InvalidPathException e) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        // Windows has no encoding of file names, whatever the property says.
        return File.separatorChar == '\\' || encoding.equals("UTF-8")
                ? "cannot be used: " + e.getReason()
                : "cannot be used: file names of this process are encoded in " + encoding
                        + " (system property sun.jnu.encoding); start it with the environment variable LC_ALL=C.UTF-8";
    }
}
