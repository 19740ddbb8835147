// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.file.FileName;
import io.github.osspresign.transfer.http.ContentDisposition;
import io.github.osspresign.transfer.http.HeaderText;
import io.github.osspresign.transfer.http.UsableLink;
import java.nio.charset.StandardCharsets;

/** Name of a file for which the caller gives none: from the response, else from the key, else from the URL. */
final class RemoteName {

    private RemoteName() {}

    static String of(ObjectResponse response) {
        UsableLink asked = response.asked();
        String disposition = response.object().contentDisposition();
        String named = disposition == null ? null : ContentDisposition.fileName(disposition);
        // Names are listed and logged, so they must not contain a secret that a hostile service echoes.
        if (named != null && !asked.failures().revealsSecret(named)) {
            return FileName.clean(named);
        }
        PresignedLink link = asked.link();
        String key = link.key();
        String name = FileName.clean(
                key == null || key.isBlank() ? lastPathSegment(asked.address().path()) : key);
        return asked.failures().revealsSecret(name) ? FileName.FALLBACK : name;
    }

    private static String lastPathSegment(String path) {
        String decoded = HeaderText.percentDecode(path, StandardCharsets.UTF_8);
        return decoded == null ? path : decoded;
    }
}
