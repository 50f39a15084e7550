package org.patientjourney.activities.internet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Refuses a name when any of its addresses is not allowed. A client connects to the addresses that
 * it gets here and does not resolve the name again, unless it has a proxy, which would resolve it
 * unchecked.
 *
 * @param names resolves them
 */
public record PublicNames(DnsResolver names, Predicate<InetAddress> allowed)
    implements DnsResolver {
  /** Only addresses of the public internet are allowed. */
  public static final PublicNames OF_INTERNET =
      new PublicNames(SystemDefaultDnsResolver.INSTANCE, InternetAddress::isPublic);

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = names.resolve(host);
    if (!Arrays.stream(found).allMatch(allowed)) {
      throw new PrivateAddress();
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** A host has an address outside of the public internet. */
  public static final class PrivateAddress extends UnknownHostException {
    PrivateAddress() {
      super("a host has an address outside of the public internet");
    }
  }
}
