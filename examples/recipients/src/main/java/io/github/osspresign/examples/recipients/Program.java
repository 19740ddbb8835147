// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program that takes the link from its standard input, and the shell lines that it is built and run with. */
final class Program implements Recipient {

    private final String name;
    private final String packages;
    private final String probe;
    private final String build;
    private final String run;
    private final Shell shell;
    private @Nullable Boolean ready;

    private Program(String name, String packages, String probe, String build, String run, Shell shell) {
        this.name = name;
        this.packages = packages;
        this.probe = probe;
        this.build = build;
        this.run = run;
        this.shell = shell;
    }

    /** Returns all of them that say by their exit code that a link has expired. */
    static List<Program> all(Shell shell) {
        return List.of(
                new Program(
                        "curl",
                        "curl",
                        "curl --version",
                        ":",
                        "exec sh \"$PROGRAMS/curl/download.sh\" \"$FILE\"",
                        shell),
                java("java-httpurlconnection", shell),
                java("java-httpclient", shell),
                new Program(
                        "node",
                        "nodejs",
                        "node --version",
                        ":",
                        "exec node \"$PROGRAMS/node/download.mjs\" \"$FILE\"",
                        shell),
                // Not the python3 of the path, which may be one without the packages of the system.
                new Program(
                        "python",
                        "python3-requests",
                        "/usr/bin/python3 -c 'import requests'",
                        ":",
                        "exec /usr/bin/python3 \"$PROGRAMS/python/download.py\" \"$FILE\"",
                        shell),
                new Program(
                        "go",
                        "golang-go",
                        "go version",
                        "CGO_ENABLED=0 go build -o \"$WORKSPACE/go-download\" \"$PROGRAMS/go/download.go\"",
                        "exec \"$WORKSPACE/go-download\" \"$FILE\"",
                        shell),
                new Program(
                        "objective-c",
                        "gobjc gnustep-make libgnustep-base-dev",
                        "gnustep-config --objc-flags && echo | gcc -x objective-c -fsyntax-only -",
                        "gcc $(gnustep-config --objc-flags) -Werror"
                                + " \"$PROGRAMS/objective-c/download.m\" -o \"$WORKSPACE/objective-c-download\""
                                + " $(gnustep-config --base-libs)",
                        "exec \"$WORKSPACE/objective-c-download\" \"$FILE\"",
                        shell));
    }

    private static Program java(String folder, Shell shell) {
        return new Program(
                folder,
                "a JDK",
                "\"$JAVA_HOME/bin/javac\" -version",
                // Once and for all: as a single source file, java compiles it at each start.
                "\"$JAVA_HOME/bin/javac\" -d \"$WORKSPACE/" + folder + "-classes\" \"$PROGRAMS/" + folder
                        + "/Download.java\"",
                // Short lives need no better code.
                "exec \"$JAVA_HOME/bin/java\" -XX:TieredStopAtLevel=1 -cp \"$WORKSPACE/" + folder
                        + "-classes\" Download \"$FILE\"",
                shell);
    }

    /** Returns the short way with curl, which does not tell an expired link from other refusals. */
    static Program shortCurl(Shell shell) {
        return new Program(
                "curl, short", "curl", "curl --version", ":", "exec sh \"$PROGRAMS/curl/open.sh\" \"$FILE\"", shell);
    }

    @Override
    public @Nullable String missing() throws IOException, InterruptedException {
        if (ready == null) {
            boolean installed = shell.run(probe, "", Path.of("none")).exitCode() == 0;
            if (installed) {
                build();
            }
            ready = installed;
        }
        return ready ? null : packages;
    }

    private void build() throws IOException, InterruptedException {
        Outcome built = shell.run(build, "", Path.of("none"));
        if (built.exitCode() != 0) {
            throw new IllegalStateException(name + " does not compile: " + built.err());
        }
    }

    @Override
    public Outcome save(String link, Path target) throws IOException, InterruptedException {
        return shell.run(run, link + "\n", target);
    }

    @Override
    public String toString() {
        return name;
    }
}
