package org.liangzheng.api.identity.office;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.office}; {@code ./lz admin appoint FILE} sets them for one start.
 *
 * @param appoint file that names an authority and its first administrators; empty: nothing is
 *     appointed
 * @param only whether the process ends when that is done
 */
@ConfigurationProperties("liangzheng.office")
record AppointmentSettings(@DefaultValue("") String appoint, @DefaultValue("false") boolean only) {}
