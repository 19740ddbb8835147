// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's GNUstep declares NSURLSession but has none, so what is written for Apple is compiled there and not run. */
class ObjectiveCSessionTest {

    private static final Path NONE = Path.of("none");

    @TempDir
    Path workspace;

    @Test
    void theVariantForAppleCompilesAgainstTheDeclarationsOfGnustep() throws Exception {
        Shell shell = new Shell(Recipients.programs(), workspace);
        assumeTrue(
                shell.run("gnustep-config --objc-flags", "", NONE).exitCode() == 0,
                "needs gobjc gnustep-make libgnustep-base-dev");
        String clang = shell.run("command -v clang clang-19 | head -n 1", "", NONE)
                .out()
                .strip();
        assumeTrue(!clang.isEmpty(), "needs clang, as gcc knows no blocks");
        Files.createDirectory(workspace.resolve("objc"));
        Files.writeString(workspace.resolve("objc/blocks_runtime.h"), "");
        Files.writeString(workspace.resolve("session.h"), """
                #include <GNUstepBase/GSConfig.h>
                #undef GS_HAVE_NSURLSESSION
                #define GS_HAVE_NSURLSESSION 1
                """);

        Outcome compiled = shell.run(
                clang + " -fsyntax-only -Wall -Werror -fblocks -fobjc-runtime=gcc"
                        + " -DGNUSTEP -DGNUSTEP_BASE_LIBRARY=1 -fconstant-string-class=NSConstantString"
                        + " -I \"$WORKSPACE\" -isystem \"$(gcc -print-file-name=include)\""
                        + " -isystem \"$(gnustep-config --variable=GNUSTEP_SYSTEM_HEADERS)\""
                        + " -include session.h \"$PROGRAMS/objective-c/download.m\"",
                "",
                NONE);

        assertThat(compiled.exitCode()).as(compiled.err()).isZero();
    }
}
