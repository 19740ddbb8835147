package io.github.osspresign.transfer;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.file.FileName;
import io.github.osspresign.transfer.http.ContentDisposition;
import io.github.osspresign.transfer.http.HeaderText;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.UsableLink;
import java.nio.charset.StandardCharsets;

/** The name of a file that nobody here has named: what the answer says, else the key, else the URL. */
final class RemoteName {

    private RemoteName() {}

    static String of(ObjectHeaders object, UsableLink asked) {
        String disposition = object.contentDisposition();
        String named = disposition == null ? null : ContentDisposition.fileName(disposition);
        // Names are listed and logged, so a service that knows the link must not write it into one.
        if (named != null && !asked.failures().revealsSecret(named)) {
            return FileName.clean(named);
        }
        PresignedLink link = asked.link();
        String key = link.key();
        String name = FileName.clean(
                key == null || key.isBlank() ? lastPathSegment(asked.address().requestTarget()) : key);
        return asked.failures().revealsSecret(name) ? FileName.FALLBACK : name;
    }

    private static String lastPathSegment(String requestTarget) {
        int query = requestTarget.indexOf('?');
        String path = query < 0 ? requestTarget : requestTarget.substring(0, query);
        String decoded = HeaderText.percentDecode(path, StandardCharsets.UTF_8);
        return decoded == null ? path : decoded;
    }
}
