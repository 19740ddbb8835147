// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.setting;

import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.store.BucketInfo;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The configurations that are stored with a bucket as they were put, each in a setting of the bucket. */
public final class StoredDocument {

    private static final String PREFIX = "document.";

    private StoredDocument() {}

    /** Returns the name of the setting with the configuration of a sub-resource. */
    public static String setting(String subResource) {
        // Directories of earlier versions have CORS rules under this name.
        return subResource.equals("cors") ? subResource : PREFIX + subResource;
    }

    // Latin-1 keeps every byte, whatever the encoding of the document.

    public static String toSetting(byte[] document) {
        return new String(document, StandardCharsets.ISO_8859_1);
    }

    public static byte[] ofSetting(String stored) {
        return stored.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the configuration of a sub-resource, or null if the bucket has none. */
    public static byte @Nullable [] of(BucketInfo bucket, String subResource) {
        String stored = bucket.settings().get(setting(subResource));
        return stored == null ? null : ofSetting(stored);
    }

    /** Returns the XML of a sub-resource, or null if the bucket has none. */
    public static @Nullable XmlElement xml(BucketInfo bucket, String subResource) {
        byte[] document = of(bucket, subResource);
        return document == null ? null : XmlElement.parse(document);
    }

    /** Returns the text of an element in the XML of a sub-resource, or the other text if the bucket has none. */
    public static String text(BucketInfo bucket, String subResource, String element, String other) {
        XmlElement xml = xml(bucket, subResource);
        String text = xml == null ? null : xml.text(element);
        return text == null ? other : text;
    }
}
