package io.github.osspresign.download;

import java.nio.charset.StandardCharsets;

/** The name of a file that nobody here has named: what the answer says, else the key, else the URL. */
final class RemoteName {

    private RemoteName() {}

    static String of(ObjectHeaders object, LivingLink.Usable used) {
        String disposition = object.contentDisposition();
        String named = disposition == null ? null : ContentDisposition.fileName(disposition);
        if (named != null) {
            return FileName.clean(used.failures().withoutSecrets(named));
        }
        String key = used.link().key();
        String name =
                key == null || key.isBlank() ? lastPathSegment(used.address().requestTarget()) : key;
        return FileName.clean(used.failures().withoutSecrets(name));
    }

    private static String lastPathSegment(String requestTarget) {
        int query = requestTarget.indexOf('?');
        String path = query < 0 ? requestTarget : requestTarget.substring(0, query);
        String decoded = HeaderText.percentDecode(path, StandardCharsets.UTF_8);
        return decoded == null ? path : decoded;
    }
}
