package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.format.XmlDocument;
import java.time.Instant;

/** The body of a ListObjectsV2 response. */
record ListBucketXml(String bucket, ListParameters parameters, ListPage page, boolean withOwner, Instant now) {

    void write(XmlDocument xml) {
        xml.element("Name", bucket);
        xml.element("Prefix", text(parameters.prefix()));
        xml.element("StartAfter", text(parameters.startAfter()));
        xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
        xml.element("Delimiter", text(parameters.delimiter()));
        parameters.encoding().write(xml);
        String token = parameters.continuationToken();
        if (token != null) {
            xml.element("ContinuationToken", token);
        }
        String last = page.lastEntryBeforeMore();
        xml.element("IsTruncated", Boolean.toString(last != null));
        if (last != null) {
            xml.element("NextContinuationToken", ListParameters.tokenAfter(last));
        }
        page.write(xml, parameters.encoding(), withOwner, now);
        xml.element(
                "KeyCount",
                Integer.toString(page.objects().size() + page.commonPrefixes().size()));
    }

    private String text(String value) {
        return parameters.encoding().text(value);
    }
}
