"""Stand-ins for the widgets by which sites tell humans from programs. Nothing here can be passed."""

RECAPTCHA = '<div class="g-recaptcha" id="g-recaptcha" data-sitekey="rehearsal">I\'m not a robot</div>'
ALTCHA = (
    '<div class="altcha"><input type="checkbox" id="altcha" disabled>'
    '<label for="altcha">I\'m not a robot</label> <span role="status">Unverified</span></div>'
)
PICTURE = (
    '<div class="picture-riddle"><svg width="80" height="20" role="img" aria-label="riddle"></svg>'
    '<p>Please prove that you are a human.</p><button type="button" disabled>Check</button></div>'
)
