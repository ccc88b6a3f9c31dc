package dev.understudy.actuate;

/**
 * The endpoints on Tomcat.
 */
class EndpointsOverMvcTests extends EndpointContract {

	@Override
	Premises open(String... properties) {
		return Premises.mvc(properties);
	}

}
