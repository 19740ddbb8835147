// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of what the service does with links, against OSS itself with the profile {@code live}, and else against the dev
 * server. They write a report, which is sent to the project.
 */
package io.github.osspresign.camel.live;
