package dev.understudy.actuate;

/**
 * The endpoints on Netty.
 */
class EndpointsOverWebFluxTests extends EndpointContract {

	@Override
	Premises open(String... properties) {
		return Premises.webFlux(properties);
	}

}
