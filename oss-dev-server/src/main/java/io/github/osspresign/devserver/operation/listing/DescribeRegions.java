// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.Set;
import java.util.TreeSet;

/** DescribeRegions: returns the endpoints of a region, or of all regions. Those of OSS do not lead to this server. */
final class DescribeRegions implements Operation {

    private static final String PARAMETER = "regions";
    private static final Set<String> PUBLIC = Set.of(
            ("cn-hangzhou cn-shanghai cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-shenzhen cn-heyuan"
                            + " cn-guangzhou cn-chengdu cn-hongkong ap-northeast-1 ap-northeast-2 ap-southeast-1"
                            + " ap-southeast-3 ap-southeast-5 ap-southeast-6 ap-southeast-7 eu-central-1 eu-west-1 us-west-1"
                            + " us-east-1 me-east-1")
                    .split(" ", -1));

    private final Set<String> regions = new TreeSet<>(PUBLIC);

    DescribeRegions(ServiceRules rules) {
        regions.add(rules.region());
    }

    @Override
    public Response handle(OssRequest request, BucketInfo service) {
        String wanted = request.query().text(PARAMETER);
        Set<String> found = new TreeSet<>(regions);
        if (!wanted.isEmpty()) {
            found.removeIf(region -> !wanted.equals("oss-" + region));
        }
        if (found.isEmpty()) {
            throw OssErrorCode.NO_SUCH_REGION.error().with("Region", wanted);
        }
        return XmlBody.response("RegionInfoList", xml -> found.forEach(region -> write(xml, region)));
    }

    private static void write(XmlDocument xml, String region) {
        xml.element("RegionInfo", info -> {
            info.element("Region", "oss-" + region);
            info.element("InternetEndpoint", "oss-" + region + ".aliyuncs.com");
            info.element("InternalEndpoint", "oss-" + region + "-internal.aliyuncs.com");
            info.element("AccelerateEndpoint", "oss-accelerate.aliyuncs.com");
        });
    }
}
