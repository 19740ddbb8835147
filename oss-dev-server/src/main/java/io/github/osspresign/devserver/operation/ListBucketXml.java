package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.wire.IsoTime;
import io.github.osspresign.devserver.wire.XmlDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The body of a ListObjectsV2 answer. */
record ListBucketXml(String bucket, ListParameters parameters, ListPage page) {

    byte[] bytes() {
        return XmlDocument.of("ListBucketResult", this::write);
    }

    private void write(XmlDocument xml) {
        xml.element("Name", bucket);
        xml.element("Prefix", text(parameters.prefix()));
        xml.element("StartAfter", text(parameters.startAfter()));
        xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
        xml.element("Delimiter", text(parameters.delimiter()));
        if (parameters.urlEncoded()) {
            xml.element("EncodingType", "url");
        }
        String token = parameters.continuationToken();
        if (token != null) {
            xml.element("ContinuationToken", token);
        }
        String last = page.lastEntryBeforeMore();
        xml.element("IsTruncated", Boolean.toString(last != null));
        if (last != null) {
            xml.element("NextContinuationToken", ListParameters.tokenAfter(last));
        }
        page.objects().forEach(object -> xml.element("Contents", contents -> write(contents, object)));
        page.commonPrefixes()
                .forEach(prefix -> xml.element("CommonPrefixes", element -> element.element("Prefix", text(prefix))));
        xml.element(
                "KeyCount",
                Integer.toString(page.objects().size() + page.commonPrefixes().size()));
    }

    private void write(XmlDocument xml, ObjectInfo object) {
        xml.element("Key", text(object.key()));
        xml.element("LastModified", IsoTime.format(object.lastModified()));
        xml.element("ETag", object.digest().entityTag());
        xml.element("Type", "Normal");
        xml.element("Size", Long.toString(object.digest().length()));
        xml.element("StorageClass", object.headers().getOrDefault("x-oss-storage-class", "Standard"));
    }

    private String text(String value) {
        return parameters.urlEncoded()
                ? URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")
                : value;
    }
}
