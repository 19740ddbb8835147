// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Name of a target that one download of this virtual machine has reserved. Other processes do not see it. */
record ReservedName(Path target, TargetDirectory directory, NamesInUse.Use exact, NamesInUse.@Nullable Use folded)
        implements Closeable {

    /*
     * The name is reserved as it is written. It is also reserved without regard to case, which shows two spellings that
     * may be one file. Only if two downloads use two spellings at the same time, a sample file shows whether the
     * directory ignores case.
     */

    /** Reserves a name; returns {@code null} if another download of this virtual machine has it. */
    static @Nullable ReservedName tryReserve(Path target, TargetDirectory directory) throws IOException {
        NamesInUse.Use exact = NamesInUse.tryUse(exact(target, directory));
        if (exact == null) {
            return null;
        }
        try (Handover handover = new Handover(exact)) {
            NamesInUse.Use folded = NamesInUse.tryUse(folded(target, directory));
            ReservedName reserved = new ReservedName(target, directory, exact, folded);
            return handover.to(folded == null && reserved.ignoresCase() ? null : reserved);
        }
    }

    private static String exact(Path target, TargetDirectory directory) {
        return directory.identity() + "/" + PartFile.nameFor(target);
    }

    /** Returns one key for all spellings; two slashes distinguish it from the key of a name. */
    private static String folded(Path target, TargetDirectory directory) {
        String name = PartFile.nameFor(target);
        // ASCII is normal, and the tables of the normalizer take as long to load as all the rest of a first link.
        boolean ascii = name.getBytes(StandardCharsets.UTF_8).length == name.length();
        String composed = ascii ? name : Normalizer.normalize(name, Normalizer.Form.NFC);
        return directory.identity() + "//" + composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private boolean ignoresCase() throws IOException {
        try (UniqueFile sample = UniqueFile.write(this, ByteBuffer.allocate(0))) {
            String name = sample.path().getFileName().toString();
            return Files.exists(sample.path().resolveSibling(name.toUpperCase(Locale.ROOT)));
        }
    }

    @Override
    public void close() {
        try (exact;
                folded) {
            // Both end; a second call does nothing.
        }
    }
}
